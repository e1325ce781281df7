"""File formats that hold rows. One format a file; entry points "voc.tables" list them."""

"""Reports in file formats. Every format shows the same numbers, worded by voc.renderers.wording."""

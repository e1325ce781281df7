"""When something is due: rhythms as people write them, and the times that follow from them."""

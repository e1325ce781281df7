"""How good answers are, and whether that is good enough. Pure: no models, no files."""

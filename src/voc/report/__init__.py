"""Reports as data: periods, sections, evidence. Nothing here knows a language or a file format."""

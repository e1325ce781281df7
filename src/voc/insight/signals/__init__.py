"""Whether an issue is new or growing, and which to look at first. Pure."""

"""How well, and how fast, what others publish is read."""

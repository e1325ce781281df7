"""Judges what opinions add up to: issues, their names, and whether a change is real. Pure."""

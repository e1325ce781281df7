"""Praise that came too thick or from too many mouths in the same words. Pure."""

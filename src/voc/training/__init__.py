"""Fits models to labelled sets, and measures what they reach."""

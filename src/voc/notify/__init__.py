"""Adapters that carry alerts to people: one file a way."""

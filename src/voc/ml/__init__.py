"""Adapters that load models and dictionaries."""

"""Use cases. They see ports, never adapters."""

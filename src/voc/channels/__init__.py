"""Where feedback comes from. One adapter a file; bad rows become rejects, never crashes."""

"""Files voices on their shelf: under known issues, in new ones, or as single with the reason."""

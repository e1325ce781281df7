"""How many rating points topics and issues go with. Pure."""

"""What people are told without asking: when, how often, and in which pieces. Pure."""

"""What runs when, with nobody watching."""

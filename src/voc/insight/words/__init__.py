"""Which words of a voice tell something, and names made of them. Pure."""

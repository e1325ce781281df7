"""Trains the encoder of clauses on problems told by several people each."""

"""Trains the encoder: rows from labelled texts, network, fitting, export."""

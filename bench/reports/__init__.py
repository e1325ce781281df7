"""Proofs of reports: run as modules, from the repository root."""

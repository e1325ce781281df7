"""The nouns of the house (docs/architecture.md). Frozen; each stage returns a new one."""

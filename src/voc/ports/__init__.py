"""What the pipeline asks of the world. Adapters implement these; see the conformance suites."""

"""Pure text work: clean, language, privacy, clauses, entities, flags, identity."""

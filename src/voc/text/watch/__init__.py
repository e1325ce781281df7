"""Watch queries: what people want to hear of, asked of every text in one pass."""

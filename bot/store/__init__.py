"""The durable store: one contract, an engine behind it."""

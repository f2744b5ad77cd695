"""Weighing: many small signs added up, where no single phrase says it (see docs/weighing.md)."""

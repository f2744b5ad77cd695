"""Forgetting one patron everywhere."""

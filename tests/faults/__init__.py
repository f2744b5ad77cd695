"""Faults on purpose: killed processes, and a checker that reads what they left."""

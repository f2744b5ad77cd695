"""Copies of a desk, and the way back."""

"""Alembic's steps from an older file to this version's tables; each runs whole or not at all."""

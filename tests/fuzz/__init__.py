"""Fuzzing, `make fuzz`: every parser, guided by what it reaches (``parsers``), and every operation (``api``)."""

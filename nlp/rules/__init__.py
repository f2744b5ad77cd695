"""The rules: one module a code, plus one line in `ALL`."""

"""Moving a desk between SQLite and PostgreSQL, every row of it, compared afterwards."""

"""The edges of the desk: everything that waits, listens, stores or reads a clock."""

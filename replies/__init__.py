"""A question becomes an answer: the pure core of the desk, plain functions on frozen data."""

"""Tests of the store on SQLite itself, below the contract."""

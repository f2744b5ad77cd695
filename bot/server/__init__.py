"""What every HTTP answer of the desk shares: who may come in, what is refused and how it is said."""

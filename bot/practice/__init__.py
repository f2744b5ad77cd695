"""Practice: the world outside the desk, played by the desk itself for demos, training and tests."""

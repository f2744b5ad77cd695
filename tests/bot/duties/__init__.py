"""What a desk does besides answering requests."""

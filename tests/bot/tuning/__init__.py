"""What admins tune, without a server."""

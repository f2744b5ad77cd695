"""``smiledesk doctor``: what is there, what is missing, and what mends it."""

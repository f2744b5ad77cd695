"""Ways in and out: web, Telegram, e-mail; none knows another."""

"""The desk on Telegram, against the practice Telegram."""

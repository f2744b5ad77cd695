"""The staff's Telegram group, against the practice Telegram."""

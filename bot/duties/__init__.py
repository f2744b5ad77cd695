"""What a desk does besides answering requests: lines to Telegram and a mailbox, timers, sending, keeping files."""

"""What each subcommand of ``smiledesk`` does; `bot.cli` reads their arguments."""

"""The subcommands of ``smiledesk``, each run as a person runs it."""

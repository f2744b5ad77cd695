"""How right the checker is on labelled text, beside what a librarian could use today: ``smiledesk eval FOLDER``."""

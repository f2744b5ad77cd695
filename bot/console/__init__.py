"""The librarians' and admins' pages."""

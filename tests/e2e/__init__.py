"""A desk's day in a real browser: a real server process, real Chromium, real pages."""

"""E-mail: mails go into a durable inbox before they are marked as read; replies go out once, in words and plain HTML.

fetch.py takes mails in from IMAP in a thread of its own; parse.py says what one means (parts.py finds its words,
charsets.py and html.py make them readable, quoted.py leaves out what is only quoted, machines.py knows who must never
be answered); handle.py turns it into an event; token.py knows which conversation it belongs to; compose.py writes
what goes out and smtp.py says what became of it.
"""

"""The staff's Telegram group: one topic a question, for small libraries that like to work there.

The group shows what the store holds and never more: board.py brings each topic up to the journal's last entry,
coalescing what has come meanwhile, so that a crash, a deleted topic or Telegram's limits cost time and no word. What
librarians do there becomes the same events as in the console, with the same checks: acts.py takes their taps,
slips.py their drafts. cards.py says everything, hand.py speaks to Telegram.

A reply to one of our cards is a draft; any other words in a topic stay among colleagues, as a note.
"""

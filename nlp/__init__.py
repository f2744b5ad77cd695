"""What a draft sounds like: five languages read for typos, coldness, riddles and dead ends. Pure, no I/O."""

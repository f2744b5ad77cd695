"""Reading drafts, in this process and in others."""

"""Reading drafts in other processes."""

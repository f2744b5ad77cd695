"""Reading drafts in other processes, on this machine or others: what goes over, who serves it, and who asks."""

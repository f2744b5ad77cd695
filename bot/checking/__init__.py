"""Reading drafts once more: the engines, in this process or in others, what goes over to those, and who asks."""

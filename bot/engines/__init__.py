"""Starting, watching and restarting the engines: supervisors, breakers, deadlines."""

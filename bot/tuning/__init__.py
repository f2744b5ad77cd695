"""What admins tune: templates, rules, the house itself; as records in the store, as pages and as files."""

"""Every promise of the house, one test each."""

"""What a finding offers to say instead, in the librarian's own words where it can be, and only where it fits."""

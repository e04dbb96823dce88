"""What changed between two flows or two releases, as data and in sentences for people."""

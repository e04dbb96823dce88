"""What belongs to a flow as a whole: names and language, where it begins, what it handles, variables."""

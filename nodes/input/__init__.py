"""Node types that take something from the caller."""

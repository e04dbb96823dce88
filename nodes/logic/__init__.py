"""Node types that decide, count and remember, without the caller."""

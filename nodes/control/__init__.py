"""Node types that act on the call itself."""

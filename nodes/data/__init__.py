"""Node types that ask or change what lies outside the call."""

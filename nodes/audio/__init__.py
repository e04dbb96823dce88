"""Node types that let the caller hear something."""

"""Calls of the store once more: as call scripts, and on a draft."""

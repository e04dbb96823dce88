"""Dialogues that others published with what is to be heard, as flows and call scripts (docs/testing.md)."""

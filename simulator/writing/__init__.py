"""Writes calls that were made, simulated or live, as call scripts."""

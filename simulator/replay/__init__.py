"""Rings a release as a call went that was made before: its caller again, and the outside as it answered."""

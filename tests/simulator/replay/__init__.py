"""Calls that were made are repeated: their callers, what was outside, and where the ways part."""

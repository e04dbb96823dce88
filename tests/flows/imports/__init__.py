"""Tests of what is imported from other systems."""

"""Tests of the palette and quick add."""

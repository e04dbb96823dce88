"""Tests of interactive calls."""

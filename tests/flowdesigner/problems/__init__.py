"""Tests of checking while drawing."""

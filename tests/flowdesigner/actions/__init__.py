"""Tests of the command palette and the sheet of keys."""

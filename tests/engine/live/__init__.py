"""Tests of the live room that need no switch and no wire."""

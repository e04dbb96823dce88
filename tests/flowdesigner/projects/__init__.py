"""Tests of beginning and opening projects from the menu."""

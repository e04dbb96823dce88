"""Tests of publishing from the window."""

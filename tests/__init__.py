"""Tests, a package throughout so that no folder here can pass for a room."""

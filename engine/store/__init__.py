"""Releases, lines, calls and records, kept in a database."""

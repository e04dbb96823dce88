"""Tests of the document: no widget in it."""

"""Tests of the properties of nodes."""

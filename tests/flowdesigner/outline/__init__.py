"""Tests of the tree."""

"""Tests of dialplan."""

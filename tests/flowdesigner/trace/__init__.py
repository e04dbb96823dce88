"""Tests of flowdesigner/trace."""

"""Tests of flowdesigner/simulation."""

"""Tests of flowdesigner/traces."""

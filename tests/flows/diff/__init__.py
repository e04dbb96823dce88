"""Tests of flows.diff."""

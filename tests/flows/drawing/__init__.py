"""Tests of flows.drawing."""

"""Tests of simulator/explore."""

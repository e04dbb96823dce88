"""Tests of callwright."""

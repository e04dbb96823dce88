"""Tests of engine.services."""

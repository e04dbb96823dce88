"""Tests of what the designer lets people hear."""

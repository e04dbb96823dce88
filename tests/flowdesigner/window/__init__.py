"""Tests of the window: documents, panels, actions."""

"""Tests of the window: without a screen, by Qt's offscreen platform."""

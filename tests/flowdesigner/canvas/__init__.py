"""Tests of the canvas: what it shows, and each gesture."""

"""Tests of flows written as menus of other systems."""

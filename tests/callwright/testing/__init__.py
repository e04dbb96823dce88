"""Tests of `callwright test`: finding, choosing, playing, telling, covering."""

"""Publishes from the window: what would change, scripts and sounds, trials, the way back, the history."""

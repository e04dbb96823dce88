"""Whole calls on a real FreeSWITCH, answered by real engine processes."""

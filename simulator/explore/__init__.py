"""Searches a flow for the calls that nobody scripted: exits never taken, and calls that go wrong."""

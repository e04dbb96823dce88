"""Tests of the room of sounds."""

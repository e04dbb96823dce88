"""Tests of the settings and variables of a flow."""

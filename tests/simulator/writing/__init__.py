"""Tests of calls written as scripts."""

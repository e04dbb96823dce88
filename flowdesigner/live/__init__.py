"""Looks into running engines: calls on the drawings that they run, counts, hang-ups, heat maps."""

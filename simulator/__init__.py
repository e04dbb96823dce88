"""The same runner without a switch: a simulated channel on a virtual clock."""

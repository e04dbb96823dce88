"""A telephone in the terminal: a whole screen with panes, or lines of keys where there is none."""

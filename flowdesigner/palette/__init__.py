"""Which nodes there are to draw with: the palette at the side, and the list that pops up at the mouse."""

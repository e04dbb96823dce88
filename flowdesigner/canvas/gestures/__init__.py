"""What the mouse does on the canvas: one class a gesture, each ending in one verb of the document."""

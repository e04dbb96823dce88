"""The canvas: draws a document, and turns what the mouse and the keys do into its verbs."""

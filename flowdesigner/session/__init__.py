"""What the designer remembers from one start to the next, and ways back to where the author was."""

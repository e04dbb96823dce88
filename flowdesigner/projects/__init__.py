"""Projects: begun by the command line in a process, and opened by their folder, from the menu."""

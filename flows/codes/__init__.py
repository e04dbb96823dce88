"""What can be wrong with a flow: every code with its severity, its words and its cure; never renumbered."""

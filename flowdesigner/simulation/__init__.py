"""Simulated calls in the designer: the process that runs them, the phone, breakpoints, variables, scripts."""

"""Flows written as the phone menus of other systems, as far as those can say what the flow does."""

"""What a step of a call flow is, and every kind of step there is; imports no other room."""

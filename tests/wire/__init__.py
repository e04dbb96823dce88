"""The event-socket layer, and the fake switch it is tried on, held to the same forty checks."""

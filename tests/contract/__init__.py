"""One suite that holds every channel to the same behaviour."""

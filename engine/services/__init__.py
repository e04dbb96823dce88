"""What nodes ask of the world outside the call, each behind a protocol of nodes.services."""

"""Phone menus of other systems, read and turned into flows, with a report of what differs."""

"""What is wrong with the open flows, found while they are drawn: checker, panel, badges, quick fixes."""

"""What runs a release: runner, journal, limits, services; live/ puts it on a switch."""

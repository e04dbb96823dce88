"""Call scripts as tests: which there are, what they ring, how they are played, what they reached."""

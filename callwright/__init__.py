"""The application: the command line and the use cases that need several rooms."""

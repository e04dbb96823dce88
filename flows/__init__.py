"""What a call flow is: document, file, checks, compiler and release."""

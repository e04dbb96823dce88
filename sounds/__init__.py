"""Everything a caller hears: reading values, making speech, keeping sounds; see docs/architecture.md."""

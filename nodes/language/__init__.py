"""The language of expressions and templates: its words, its limits, and how it is worked out."""

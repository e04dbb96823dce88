"""The ways in which a value can be read out, by the words that templates and flow files use."""

READINGS: tuple[str, ...] = (
    "digits",
    "telephone",
    "number",
    "ordinal",
    "count",
    "money",
    "date",
    "time",
    "datetime",
    "case_number",
    "percent",
    "duration",
    "letters",
)
"""The same list as the kinds of `sounds.reading`, which this room may not import; a test compares them."""

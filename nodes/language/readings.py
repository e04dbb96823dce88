"""The ways in which a value can be read out, by the words that templates and flow files use."""

WORDS = "text"
"""The reading of a value that is words already, such as a title from a database: spoken as it is written."""

READINGS: tuple[str, ...] = (
    WORDS,
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
"""`text`, then the kinds of `sounds.reading`, which this room may not import; a test compares them."""

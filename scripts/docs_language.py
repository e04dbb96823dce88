"""The page docs/system-variables.md, made from the tables of system variables, words and readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nodes.facts import SYSTEM
from nodes.language.allowed import METHODS
from nodes.language.budget import MAX_DEPTH, MAX_ITEMS, MAX_SOURCE, MAX_STEPS
from nodes.language.moments import FIELDS
from nodes.language.readings import READINGS, WORDS
from nodes.language.vocabulary import FILTERS, FUNCTIONS, TESTS, Word
from nodes.patterns import MAX_PATTERN, MAX_SUBJECT
from nodes.system import DATE_PARTS, MOMENT_PARTS, TIME_PARTS
from nodes.values import MAX_DIGITS, MAX_TEXT
from sounds.reading import KINDS

HEAD = """# System variables and expressions

What an author can write in an expression and in `{{ }}`, and what it gives. This page is made by
`python scripts/docs.py` from the tables that the program itself uses, and the tests run every example of a
word on it; do not edit it.

An **expression** gives a value: `digits == '1' and now.hour < 12`. A **template** is text with expressions in
it: `case {{ case_no }} of {{ today }}`. Both are written as in Jinja2. A name is a variable of the flow or a
system variable; one that has no value is an error, unless `|default(...)` or `is defined` looks after it.

## System variables
"""

VALUES = """## Values

| type | written | as text |
|---|---|---|
| text | `'text'` or `"text"` | as it is |
| number | `12`, `0.5`; whole or decimal, exact to 40 digits | `12`, `0.5` |
| yesno | `true`, `false` | `yes`, `no` |
| date | `today`, `date('2026-01-15')` | `2026-01-15` |
| time | `now.time` | `09:30` |
| moment | `now` | `2026-01-15 09:30` |
| list | `[1, 2]`, the rows of a query | elements with `, ` between them |
| row | `{'name': 'value'}`, a row of a query | its values with `, ` between them |
| nothing | `none`, a NULL of a database | empty |

A text never equals a number: keys that a caller pressed are text, so compare them with `'1'`, or write
`|int`. `row.column` or `row['column']` is a part, `list[0]` the first element, `text[:3]` the first three
characters.
"""

OPERATORS = """## Operators

| operator | does |
|---|---|
| `+ - * /` | calculates; `/` of two whole numbers is whole where it leaves no rest |
| `// %` | divides and rounds down; the rest of that |
| `**` | to the power of |
| `~` | joins anything as text |
| `+` | also joins two texts or two lists |
| `== != < <= > >=` | compares; `1 < x < 5` is one comparison |
| `in`, `not in` | an element of a list, a piece of a text, a column of a row |
| `and or not` | combines conditions |
| `a if test else b` | chooses |
"""

STATEMENTS = """## Statements of templates

| statement | does |
|---|---|
| `{% if a %} ... {% elif b %} ... {% else %} ... {% endif %}` | writes one of its parts |
| `{% for row in rows if row.open %} ... {% else %} ... {% endfor %}` | writes its part for each element; \
`loop.index`, `index0`, `first`, `last`, `length` |
| `{% set total = a + b %}` | names a value for the rest of the template |
| `{# ... #}` | is a note and writes nothing |
| `{% raw %} ... {% endraw %}` | is written as it stands |
"""


def page() -> str:
    """The whole page."""
    parts = [
        HEAD,
        *_system(),
        VALUES,
        OPERATORS,
        STATEMENTS,
        *_words("Filters", "A filter follows a value: `name|upper|trim`.", FILTERS.values()),
        "These may also be written as in Python: " + ", ".join(f"`x.{name}()`" for name in METHODS) + ".\n",
        f"Fields of a date pattern: {_names(FIELDS)}; words stand in `'...'`.\n",
        *_words("Tests", "A test follows `is` or `is not`: `digits is matches('[0-9]+')`.", TESTS.values()),
        *_words("Functions", "A function stands by itself.", FUNCTIONS.values()),
        *_readings(),
        *_limits(),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _system() -> Iterator[str]:
    yield from _table(
        ("variable", "type", "what it is", "说明", "example"),
        ((f"`{one.path}`", one.type, one.en, one.zh, f"`{one.example}`") for one in SYSTEM),
    )
    yield "`last` holds what the last node left; a part that it did not leave is empty.\n"
    yield f"Parts of a date: {_names(DATE_PARTS)} (1 for Monday). Of a time: {_names(TIME_PARTS)}."
    yield f"Of a moment, such as `now`: all of these, and {_names(MOMENT_PARTS - DATE_PARTS - TIME_PARTS)}.\n"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _words(title: str, about: str, words: Iterable[Word]) -> Iterator[str]:
    yield f"## {title}\n"
    yield about + "\n"
    yield from _table(
        ("written", "what it gives", "说明", "example", "gives"),
        (
            (f"`{word.usage}`", word.en, word.zh, f"`{word.example}`", f"`{word.gives}`")
            for word in sorted(words, key=lambda word: word.name)
        ),
    )


def _readings() -> Iterator[str]:
    yield "## Readings\n"
    yield (
        "How a value is read out: last in a slot of a spoken text, `{{ case_no|digits }}`, or in the `as`\n"
        "of a `<value>`. In any other text it changes nothing. A value in speech without one is a warning.\n"
    )
    words = ("照文字读", "words, spoken as they are", "市长热线")
    yield from _table(
        ("reading", "how", "说明", "example"),
        (
            (f"`{name}`", en, zh, f"`{example}`")
            for name in READINGS
            for zh, en, example in [
                words if name == WORDS else (KINDS[name].zh, KINDS[name].en, KINDS[name].example)
            ]
        ),
    )


def _limits() -> Iterator[str]:
    yield "## Limits\n"
    yield (
        "No expression can hold up other calls. What is over a limit is an error of its node; nothing is\n"
        "cut off silently.\n"
    )
    yield from _table(
        ("limit", "most"),
        (
            ("characters of an expression or template", f"{MAX_SOURCE:,}"),
            ("brackets, operators and blocks in each other", str(MAX_DEPTH)),
            ("steps of one evaluation: elements gone through, 256 characters handled", f"{MAX_STEPS:,}"),
            ("elements of a list that is made", f"{MAX_ITEMS:,}"),
            ("characters of a text", f"{MAX_TEXT:,}"),
            ("digits of a number", str(MAX_DIGITS)),
            ("characters of a pattern, and of a text matched with one", f"{MAX_PATTERN:,}, {MAX_SUBJECT:,}"),
        ),
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table of Markdown with an empty line after it."""
    titles = list(head)
    yield "| " + " | ".join(titles) + " |"
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""

"""The filters of texts and numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import quote

from nodes.errors import ExpressionError, ValueMismatch
from nodes.language.budget import Run
from nodes.language.operators import Number, number, weigh, whole, written
from nodes.language.vocabulary import word
from nodes.patterns import compile_pattern, full_match
from nodes.values import ARITHMETIC, brief, number_of, plain

WIDEST = 200
"""The largest width of `pad`."""

MATCHED_PER_STEP = 50
"""Characters times instructions of a pattern for one step; RE2 may try each instruction at each character.

Where a wide pattern has it make its automaton anew for each match, 200 of them take a microsecond.
"""

_MISSING: Any = object()


@word("filter", "upper", zh="变成大写", en="in capitals", example="'ab'|upper", gives="AB")
def upper(run: Run, value: object) -> str:
    """The text in capitals."""
    return _resized(run, written(run, value).upper())


@word("filter", "lower", zh="变成小写", en="in small letters", example="'AB'|lower", gives="ab")
def lower(run: Run, value: object) -> str:
    """The text in small letters."""
    return _resized(run, written(run, value).lower())


def _resized(run: Run, text: str) -> str:
    """`text`, which may have become longer: some capitals are three characters."""
    run.sized(len(text))
    return text


@word(
    "filter",
    "default",
    zh="没有值时用另一个值",
    en="another value where there is none; with a second argument true, also for an empty one",
    example="none|default('x')",
    gives="x",
)
def default(run: Run, value: object, other: object = "", empty: bool = False) -> object:
    """`other` where there is no value; the sandbox also calls for it where a name is not known."""
    return other if value is None or (empty and not value) else value


@word("filter", "trim", zh="去掉两端空白", en="without blanks at its ends", example="' 12 '|trim", gives="12")
def trim(run: Run, value: object) -> str:
    """The text without blanks at its ends."""
    return written(run, value).strip()


@word(
    "filter",
    "replace",
    zh="替换文字",
    en="with one text put for another",
    example="'2026-01-15'|replace('-', '')",
    gives="20260115",
)
def replace(run: Run, value: object, old: str, new: str) -> str:
    """The text with `new` for every `old`."""
    text, old, new = written(run, value), written(run, old), written(run, new)
    run.searched(text)
    run.sized(len(text) + text.count(old) * max(len(new) - len(old), 0))
    return text.replace(old, new)


@word(
    "filter",
    "split",
    zh="按分隔符拆成列表",
    en="a list of what stands between separators",
    example="'a,b,c'|split(',')|last",
    gives="c",
)
def split(run: Run, value: object, separator: str = " ") -> list[str]:
    """The pieces between `separator`s; several blanks count as one."""
    text, separator = written(run, value), written(run, separator)
    run.searched(text)
    run.counted(text.count(separator) if separator.strip() else len(text) // 2)
    return text.split(separator) if separator.strip() else text.split()


@word(
    "filter",
    "pad",
    zh="在左边补足位数",
    en="filled up on its left to a width",
    example="7|pad(4)",
    gives="0007",
)
def pad(run: Run, value: object, width: int, fill: str = "0") -> str:
    """The text with `fill` on its left up to `width` characters, at most 200."""
    size = whole(width, "pad")
    if not (isinstance(fill, str) and len(fill) == 1):
        raise ExpressionError("'pad' fills with one character", cure="write |pad(5, '0')")
    if size > WIDEST:
        raise ExpressionError(f"'pad' to {size} is wider than {WIDEST}", cure="use a smaller width")
    return written(run, value).rjust(size, fill)


@word(
    "filter",
    "length",
    zh="文字的字数或列表的个数",
    en="how many characters or elements",
    example="'12345'|length",
    gives="5",
)
def length(run: Run, value: object) -> int:
    """The number of characters or elements; 0 for an empty value."""
    if value is None:
        return 0
    if isinstance(value, Sequence | Mapping):
        return len(value)
    raise ExpressionError(f"{brief(value)} has no length", cure="write ~ '' after a number to make it a text")


@word("filter", "int", zh="整数", en="a whole number", example="'042'|int + 1", gives="43")
def to_int(run: Run, value: object, default: object = _MISSING) -> object:
    """The whole number of a text or number, what follows the point cut off; `default` where there is none."""
    found = _number_or(value, "int", default)
    return int(found) if isinstance(found, Decimal) else found


@word(
    "filter", "float", zh="带小数的数", en="a number with decimals", example="'1.50'|float + 1", gives="2.50"
)
def to_float(run: Run, value: object, default: object = _MISSING) -> object:
    """The number of a text or number, exact; `default` where there is none."""
    found = _number_or(value, "float", default)
    return Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found


def _number_or(value: object, name: str, default: object) -> object:
    try:
        return number_of(value)
    except ValueMismatch as reason:
        if default is not _MISSING:
            return default
        raise ExpressionError(
            f"'{name}': {reason}", cure=f"write |{name}(0) to get 0 for what is no number"
        ) from reason


@word("filter", "round", zh="四舍五入", en="rounded, half up", example="2.345|round(2)", gives="2.35")
def round_(run: Run, value: object, precision: int = 0) -> Number:
    """The number rounded half up to `precision` decimals (0 to 20); a whole number for 0."""
    places = whole(precision, "round")
    if not 0 <= places <= 20:
        raise ExpressionError("'round' rounds to 0 to 20 decimals", cure="write |round(2)")
    exact = number(value, "round")
    if isinstance(exact, int):
        return exact
    rounded: Decimal = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, ARITHMETIC)
    return int(rounded) if places == 0 else rounded


@word("filter", "abs", zh="绝对值", en="without its sign", example="(3 - 5)|abs", gives="2")
def abs_(run: Run, value: object) -> Number:
    """The number without its sign."""
    exact = number(value, "abs")
    return ARITHMETIC.abs(exact) if isinstance(exact, Decimal) else abs(exact)


@word(
    "filter",
    "tojson",
    zh="写成 JSON",
    en="written as JSON, for the body of a request",
    example="{'no': 'a\"b'}|tojson",
    gives='{"no": "a\\"b"}',
)
def to_json_text(run: Run, value: object) -> str:
    """The value as JSON text; dates as ISO 8601 text, decimals exact."""
    weigh(run, value)
    text = _json(run, value)
    run.sized(len(text))
    return text


def _json(run: Run, value: object) -> str:
    value = plain(value)
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{_json(run, str(key))}: {_json(run, item)}" for key, item in value.items())
            + "}"
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_json(run, item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    text = written(run, value)
    return text if isinstance(value, int | Decimal) else json.dumps(text, ensure_ascii=False)


@word(
    "filter",
    "urlencode",
    zh="用于网址的一段",
    en="safe as a piece of a web address",
    example="'a/b c'|urlencode",
    gives="a%2Fb%20c",
)
def urlencode(run: Run, value: object) -> str:
    """The text with every character escaped that means something in a web address."""
    text = written(run, value)
    run.sized(len(text) * 3)
    return quote(text, safe="", errors="replace")


@word(
    "filter",
    "matches",
    zh="整个文字符合表达式（RE2）",
    en="whether a pattern fits the whole text (RE2)",
    example="'13800138000'|matches('1[3-9][0-9]{9}')",
    gives="yes",
)
@word(
    "test",
    "matches",
    zh="整个文字符合表达式（RE2）",
    en="a pattern fits the whole text (RE2)",
    example="'12345' is matches('[0-9]+')",
    gives="yes",
)
def matches(run: Run, value: object, pattern: str) -> bool:
    """Whether `pattern` fits the whole text."""
    text = written(run, value)
    run.spend(1 + len(text) * compile_pattern(pattern).programsize // MATCHED_PER_STEP)
    return full_match(pattern, text)

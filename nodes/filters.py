"""The ordinary filters: what an expression can do with a text, a number or a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cmp_to_key
from typing import Any
from urllib.parse import quote

from nodes.budget import Run
from nodes.errors import ExpressionError, ValueMismatch
from nodes.operators import Number, add, equal, is_list, number, order, weigh, written
from nodes.patterns import full_match
from nodes.values import ARITHMETIC, brief, number_of, plain
from nodes.vocabulary import word

WIDEST = 200
"""The largest width of `pad`."""

_MISSING: Any = object()


@word("filter", "upper", zh="变成大写", en="in capitals", example="'ab'|upper", gives="AB")
def upper(run: Run, value: object) -> str:
    """The text in capitals."""
    return written(run, value).upper()


@word("filter", "lower", zh="变成小写", en="in small letters", example="'AB'|lower", gives="ab")
def lower(run: Run, value: object) -> str:
    """The text in small letters."""
    return written(run, value).lower()


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
    size = _whole(width, "pad")
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
    if isinstance(value, str | Mapping) or is_list(value):
        return len(value)  # type: ignore[arg-type]
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
    places = _whole(precision, "round")
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


def _whole(value: object, name: str) -> int:
    if type(value) is not int:
        raise ExpressionError(f"'{name}' takes a whole number, not {brief(value)}")
    return value


def elements(run: Run, value: object) -> Sequence[object]:
    """The elements of a list, the columns' names of a row, the characters of a text; paid for."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        run.counted(len(value))
        return list(value)
    if isinstance(value, Sequence):
        run.counted(len(value))
        return value
    raise ExpressionError(f"{brief(value)} is no list", cure="use a list, the rows of a query, or range(3)")


@word("filter", "first", zh="第一个元素", en="the first element", example="[3, 1, 2]|first", gives="3")
def first(run: Run, value: object) -> object:
    """The first element; None if there is none."""
    items = elements(run, value)
    return plain(items[0]) if items else None


@word("filter", "last", zh="最后一个元素", en="the last element", example="[3, 1, 2]|last", gives="2")
def last(run: Run, value: object) -> object:
    """The last element; None if there is none."""
    items = elements(run, value)
    return plain(items[-1]) if items else None


@word("filter", "reverse", zh="颠倒次序", en="from the end", example="[1, 2]|reverse|join(',')", gives="2,1")
def reverse(run: Run, value: object) -> object:
    """The elements or characters in opposite order."""
    return value[::-1] if isinstance(value, str) else list(reversed(elements(run, value)))


@word(
    "filter",
    "join",
    zh="把列表连成文字",
    en="a text of its elements",
    example="['a', 'b']|join('、')",
    gives="a、b",
)
def join(run: Run, value: object, separator: str = "", attribute: str = "") -> str:
    """The texts of the elements, or of one column of rows, with `separator` between them."""
    items = elements(run, value)
    between = written(run, separator)
    pieces = [written(run, _column(item, attribute)) for item in items]
    run.sized(sum(map(len, pieces)) + len(between) * max(len(pieces) - 1, 0))
    return between.join(pieces)


def _column(item: object, attribute: object) -> object:
    """One column of a row, or the element itself where `attribute` is empty."""
    if attribute == "":
        return plain(item)
    if not isinstance(item, Mapping):
        raise ExpressionError(f"{brief(item)} has no column '{attribute}'", cure="use rows of a query")
    if attribute not in item:
        raise ExpressionError(f"a row has no column '{attribute}'", cure=f"its columns: {_some(item)}")
    return plain(item[attribute])


def _some(item: Mapping[Any, object]) -> str:
    return ", ".join(str(key)[:40] for key in list(item)[:10])


@word(
    "filter",
    "sort",
    zh="排序",
    en="in order",
    example="[3, 1, 2]|sort|join(',')",
    gives="1,2,3",
)
def sort(run: Run, value: object, attribute: str = "", reverse: bool = False) -> list[object]:
    """The elements in order, of themselves or of one column."""
    items = list(elements(run, value))
    keyed = [(_column(item, attribute), item) for item in items]

    def compare(one: tuple[object, object], other: tuple[object, object]) -> int:
        run.spend(1)
        return order(run, one[0], other[0])

    return [item for _, item in sorted(keyed, key=cmp_to_key(compare), reverse=bool(reverse))]


@word(
    "filter",
    "unique",
    zh="去掉重复的元素",
    en="each element once",
    example="[1, 2, 1]|unique|join(',')",
    gives="1,2",
)
def unique(run: Run, value: object, attribute: str = "") -> list[object]:
    """The first of all equal elements, or of all with an equal column."""
    kept: dict[object, object] = {}
    for item in elements(run, value):
        key = _column(item, attribute)
        if isinstance(key, Mapping) or is_list(key):
            raise ExpressionError(
                "'unique' compares texts, numbers and dates", cure="write |unique('column')"
            )
        kept.setdefault((isinstance(key, str), key), item)
    return list(kept.values())


@word(
    "filter",
    "map",
    zh="取每行的一列",
    en="one column of each row",
    example="[{'n': 1}, {'n': 2}]|map('n')|sum",
    gives="3",
)
def map_(run: Run, value: object, attribute: str) -> list[object]:
    """One column of each row."""
    return [_column(item, attribute) for item in elements(run, value)]


@word(
    "filter",
    "select",
    zh="只留某列为某值（或为真）的行",
    en="the rows with a value in a column, or with something there",
    example="[{'n': 1}, {'n': 2}]|select('n', 2)|length",
    gives="1",
)
def select(run: Run, value: object, attribute: str, is_: object = _MISSING) -> list[object]:
    """The rows whose column equals `is_`, or holds something where `is_` is not given."""
    return [item for item in elements(run, value) if _chosen(run, item, attribute, is_)]


@word(
    "filter",
    "reject",
    zh="去掉某列为某值（或为真）的行",
    en="the rows without a value in a column",
    example="[{'n': 1}, {'n': 2}]|reject('n', 2)|length",
    gives="1",
)
def reject(run: Run, value: object, attribute: str, is_: object = _MISSING) -> list[object]:
    """The rows that `select` leaves out."""
    return [item for item in elements(run, value) if not _chosen(run, item, attribute, is_)]


def _chosen(run: Run, item: object, attribute: str, wanted: object) -> bool:
    found = _column(item, attribute)
    return bool(found) if wanted is _MISSING else equal(run, found, wanted)


@word("filter", "sum", zh="求和", en="the sum", example="[1, 2.5]|sum", gives="3.5")
def sum_(run: Run, value: object, attribute: str = "") -> object:
    """The sum of the numbers of a list, or of a column."""
    total: object = 0
    for item in elements(run, value):
        total = add(run, total, _column(item, attribute))
    return total


@word("filter", "min", zh="最小的元素", en="the smallest element", example="[3, 1]|min", gives="1")
def smallest(run: Run, value: object, attribute: str = "") -> object:
    """The smallest element or column; None if there is none."""
    return _extreme(run, [_column(item, attribute) for item in elements(run, value)], -1)


@word("filter", "max", zh="最大的元素", en="the largest element", example="[3, 1]|max", gives="3")
def largest(run: Run, value: object, attribute: str = "") -> object:
    """The largest element or column; None if there is none."""
    return _extreme(run, [_column(item, attribute) for item in elements(run, value)], 1)


def _extreme(run: Run, items: Sequence[object], sign: int) -> object:
    found: object = None
    for item in items:
        if found is None or order(run, item, found) * sign > 0:
            found = item
    return found


@word("function", "min", zh="最小值", en="the smallest of its values", example="min(3, 1)", gives="1")
def min_(run: Run, one: object, *others: object) -> object:
    """The smallest of the values, or of one list."""
    return _extreme(run, (one, *others) if others else elements(run, one), -1)


@word("function", "max", zh="最大值", en="the largest of its values", example="max(3, 1)", gives="3")
def max_(run: Run, one: object, *others: object) -> object:
    """The largest of the values, or of one list."""
    return _extreme(run, (one, *others) if others else elements(run, one), 1)


@word(
    "function",
    "range",
    zh="一列整数",
    en="whole numbers from the first to before the last",
    example="range(1, 4)|join(',')",
    gives="1,2,3",
)
def range_(run: Run, start: int, stop: int = _MISSING, step: int = 1) -> list[int]:
    """Whole numbers from 0 or `start` to before `stop`."""
    begin, end = (0, start) if stop is _MISSING else (start, stop)
    numbers = [_whole(value, "range") for value in (begin, end, step)]
    if not numbers[2]:
        raise ExpressionError("'range' needs a step other than 0")
    made = range(*numbers)
    run.counted(min(max(0, (made.stop - made.start) // made.step + 1), 10**9))
    return list(made)


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
    run.searched(text)
    if not isinstance(pattern, str):
        raise ExpressionError("'matches' takes a pattern in quotes", cure="write is matches('[0-9]+')")
    return full_match(pattern, text)

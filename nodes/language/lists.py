"""The filters and functions of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from nodes.errors import ExpressionError
from nodes.language.budget import Run
from nodes.language.operators import add, equal, is_list, order, whole, written
from nodes.language.vocabulary import word
from nodes.values import ARITHMETIC, brief, plain

_MISSING: Any = object()


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
    kept: dict[tuple[str, str], object] = {}
    for item in elements(run, value):
        key = _column(item, attribute)
        if isinstance(key, Mapping) or is_list(key):
            raise ExpressionError("'unique' compares texts, numbers and dates", cure="name a column")
        # Compared as text: numbers that all have one hash can be chosen, texts cannot.
        if isinstance(key, int | Decimal) and not isinstance(key, bool):
            kept.setdefault(("number", format(ARITHMETIC.normalize(Decimal(key)), "f")), item)
        else:
            kept.setdefault((type(key).__name__, written(run, key)), item)
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
def select(run: Run, value: object, attribute: str, equals: object = _MISSING) -> list[object]:
    """The rows whose column is equal to `equals`, or holds something where that is not given."""
    return [item for item in elements(run, value) if _chosen(run, item, attribute, equals)]


@word(
    "filter",
    "reject",
    zh="去掉某列为某值（或为真）的行",
    en="the rows without a value in a column",
    example="[{'n': 1}, {'n': 2}]|reject('n', 2)|length",
    gives="1",
)
def reject(run: Run, value: object, attribute: str, equals: object = _MISSING) -> list[object]:
    """The rows that `select` leaves out."""
    return [item for item in elements(run, value) if not _chosen(run, item, attribute, equals)]


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
    numbers = [whole(value, "range") for value in (begin, end, step)]
    if not numbers[2]:
        raise ExpressionError("'range' needs a step other than 0")
    size = (numbers[1] - numbers[0] + numbers[2] - (1 if numbers[2] > 0 else -1)) // numbers[2]
    run.counted(max(size, 0))
    return list(range(*numbers))

"""What operators of expressions do: numbers are int or Decimal, sizes are paid for before they are made."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from nodes.errors import ExpressionError
from nodes.language.budget import Run
from nodes.values import ARITHMETIC, MAX_DIGITS, MAX_NESTING, brief, plain, text_of

LARGEST_POWER = 256
"""The largest exponent of `**`."""

Number = int | Decimal


def is_list(value: object) -> bool:
    """Whether `value` is a list of any kind, which a text is not."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def written(run: Run, value: object) -> str:
    """`value` as text, paid for."""
    if type(value) is not str:
        value = text_of(value, run.spend)
    run.sized(len(value))
    return value


def number(value: object, sign: str) -> Number:
    """`value` if it is a number; raises ExpressionError naming the operator `sign` if not."""
    if type(value) is int or type(value) is Decimal:
        return value
    if isinstance(value, bool):
        return int(value)
    cure = "write |int or |float after a text that holds a number" if isinstance(value, str) else ""
    if value is None:
        cure = "the value is empty: give it one with |default(0)"
    if is_list(value):
        cure = "take one element of the list, or |length"
    raise ExpressionError(f"'{sign}' needs numbers, not {brief(value)}", cure=cure)


def whole(value: object, name: str) -> int:
    """`value` if it is a whole number; raises ExpressionError naming the word that wants one."""
    if type(value) is not int:
        raise ExpressionError(f"'{name}' takes a whole number, not {brief(value)}")
    return value


def fits(value: Number) -> Number:
    """`value` unless it has more digits than a number may have; then raises ExpressionError."""
    checked = plain(value)
    assert isinstance(checked, int | Decimal)
    return checked


def add(run: Run, left: object, right: object) -> object:
    """The sum of two numbers, or two texts or two lists joined."""
    if type(left) is int and type(right) is int:
        return fits(left + right)
    if isinstance(left, str) and isinstance(right, str):
        run.sized(len(left) + len(right))
        return left + right
    if is_list(left) and is_list(right):
        assert isinstance(left, Sequence) and isinstance(right, Sequence)
        run.counted(len(left) + len(right))
        joined = [*left, *right]
        weigh(run, joined)
        return joined
    if isinstance(left, str) != isinstance(right, str):
        raise ExpressionError(
            f"'+' cannot add {brief(left)} and {brief(right)}",
            cure="join texts with ~, or write |int or |float after a text that holds a number",
        )
    a, b = number(left, "+"), number(right, "+")
    return fits(a + b if isinstance(a, int) and isinstance(b, int) else ARITHMETIC.add(a, b))


def subtract(run: Run, left: object, right: object) -> object:
    """The difference of two numbers."""
    if isinstance(left, datetime.date) or isinstance(right, datetime.date):
        raise ExpressionError("'-' cannot subtract dates", cure="write days_between(earlier, later)")
    a, b = number(left, "-"), number(right, "-")
    return fits(a - b if isinstance(a, int) and isinstance(b, int) else ARITHMETIC.subtract(a, b))


def multiply(run: Run, left: object, right: object) -> object:
    """The product of two numbers, or a text repeated."""
    if isinstance(right, str) and isinstance(left, int):
        left, right = right, left
    if isinstance(left, str) and isinstance(right, int):
        run.sized(len(left) * max(right, 0))
        return left * right
    a, b = number(left, "*"), number(right, "*")
    return fits(a * b if isinstance(a, int) and isinstance(b, int) else ARITHMETIC.multiply(a, b))


def divide(run: Run, left: object, right: object) -> object:
    """The quotient of two numbers; a whole number where two whole numbers divide without a rest."""
    a, b = number(left, "/"), number(right, "/")
    _not_zero(b)
    if isinstance(a, int) and isinstance(b, int):
        whole, rest = divmod(a, b)
        if not rest:
            return whole
    return fits(ARITHMETIC.divide(Decimal(a), b))


def floor_divide(run: Run, left: object, right: object) -> object:
    """The quotient of two numbers rounded down."""
    return _divmod(number(left, "//"), number(right, "//"))[0]


def remainder(run: Run, left: object, right: object) -> object:
    """What `//` leaves, with the sign of `right`."""
    if isinstance(left, str):
        raise ExpressionError("'%' takes numbers", cure="join texts with ~ instead of filling in %s")
    return _divmod(number(left, "%"), number(right, "%"))[1]


def _divmod(a: Number, b: Number) -> tuple[Number, Number]:
    _not_zero(b)
    if isinstance(a, int) and isinstance(b, int):
        return a // b, a % b
    times: Decimal = ARITHMETIC.divide_int(Decimal(a), b)
    rest: Decimal = ARITHMETIC.subtract(a, ARITHMETIC.multiply(times, b))
    # decimal cuts off towards zero, whole numbers are divided downwards: one rule for both.
    if rest and (rest < 0) != (b < 0):
        times, rest = ARITHMETIC.subtract(times, 1), ARITHMETIC.add(rest, b)
    return times, rest


def _not_zero(value: Number) -> None:
    if not value:
        raise ExpressionError(
            "something is divided by zero", cure="test the number with {% if %} or `if` first"
        )


def power(run: Run, left: object, right: object) -> object:
    """`left` to the power of `right`, which is at most 256."""
    a, b = number(left, "**"), number(right, "**")
    if not -LARGEST_POWER <= b <= LARGEST_POWER:
        raise ExpressionError(
            f"the exponent of '**' is larger than {LARGEST_POWER}", cure="use a smaller one"
        )
    if isinstance(a, int) and isinstance(b, int) and b >= 0:
        if abs(a) > 1 and a.bit_length() * b > 8 * MAX_DIGITS:
            raise ExpressionError(f"the result of '**' has more than {MAX_DIGITS} digits")
        exact: int = a**b
        return fits(exact)
    return fits(ARITHMETIC.power(Decimal(a), Decimal(b)))


def negative(run: Run, value: object) -> object:
    """The number with its sign turned."""
    checked = number(value, "-")
    return -checked if isinstance(checked, int) else ARITHMETIC.minus(checked)


def positive(run: Run, value: object) -> object:
    """The number itself."""
    return number(value, "+")


def weigh(run: Run, value: object, depth: int = 0) -> None:
    """Pay for every element of a list or row that an expression makes, down to the last.

    Else `[a, a]` of `[b, b]` of `[c, c]` would double at each step what writing it or comparing it costs.
    """
    if depth > MAX_NESTING:
        raise ExpressionError(f"lists and rows stand more than {MAX_NESTING} deep in each other")
    for item in value.values() if isinstance(value, Mapping) else value if is_list(value) else ():  # type: ignore[attr-defined]
        run.spend(1)
        if isinstance(item, Mapping) or is_list(item):
            weigh(run, item, depth + 1)


def equal(run: Run, left: object, right: object, depth: int = 0) -> bool:
    """Whether two values are the same; a text never equals a number."""
    left, right = plain(left), plain(right)
    if isinstance(left, str) and isinstance(right, str):
        run.searched(left)
        return left == right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        _not_deeper(depth)
        run.spend(len(left))
        return len(left) == len(right) and all(
            key in right and equal(run, item, right[key], depth + 1) for key, item in left.items()
        )
    if is_list(left) and is_list(right):
        _not_deeper(depth)
        assert isinstance(left, Sequence) and isinstance(right, Sequence)
        run.spend(len(left))
        return len(left) == len(right) and all(
            equal(run, one, other, depth + 1) for one, other in zip(left, right, strict=True)
        )
    if isinstance(left, datetime.date) and isinstance(right, datetime.date):
        one, other = _moments(left, right)
        return one == other
    return left == right


def _not_deeper(depth: int) -> None:
    if depth > MAX_NESTING:
        raise ExpressionError(f"lists and rows stand more than {MAX_NESTING} deep in each other")


def _moments(left: datetime.date, right: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Two dates or two moments, so that they can be compared: a date wants a date, no zone no zone."""
    if isinstance(left, datetime.datetime) and isinstance(right, datetime.datetime):
        if (left.tzinfo is None) != (right.tzinfo is None):
            return left.replace(tzinfo=None), right.replace(tzinfo=None)
        return left, right
    days = [value.date() if isinstance(value, datetime.datetime) else value for value in (left, right)]
    return days[0], days[1]


def order(run: Run, left: object, right: object) -> int:
    """Below 0, 0 or above 0 as `left` comes before, with or after `right`; raises ExpressionError."""
    a: object = plain(left)
    b: object = plain(right)
    if isinstance(a, bool | int | Decimal) and isinstance(b, bool | int | Decimal):
        return (a > b) - (a < b)
    if isinstance(a, str) and isinstance(b, str):
        run.searched(a)
        return (a > b) - (a < b)
    if isinstance(a, datetime.date) and isinstance(b, datetime.date):
        a, b = _moments(a, b)
        return (a > b) - (a < b)
    if isinstance(a, datetime.time) and isinstance(b, datetime.time):
        a, b = a.replace(tzinfo=None), b.replace(tzinfo=None)
        return (a > b) - (a < b)
    if is_list(a) and is_list(b):
        raise ExpressionError("lists have no order", cure="compare their elements or their |length")
    raise ExpressionError(
        f"{brief(a)} and {brief(b)} cannot be compared",
        cure="make both numbers with |int or |float, both dates with date(...), or both texts",
    )


def contains(run: Run, item: object, container: object) -> bool:
    """Whether a list holds `item`, a text the text `item`, or a row the column `item`."""
    if container is None:
        return False
    if isinstance(container, str):
        if not isinstance(item, str):
            raise ExpressionError(f"{brief(item)} cannot be looked for in a text", cure="compare a text")
        run.searched(container)
        return item in container
    if isinstance(container, Mapping):
        return isinstance(item, str) and item in container
    if is_list(container):
        assert isinstance(container, Sequence)
        for element in container:
            run.spend(1)
            if equal(run, item, element):
                return True
        return False
    raise ExpressionError(f"'in' needs a list or a text, not {brief(container)}")


def join(run: Run, values: Sequence[object]) -> str:
    """The texts of `values` one after the other (`~`)."""
    pieces = [written(run, value) for value in values]
    run.sized(sum(map(len, pieces)))
    return "".join(pieces)


BINARY: dict[str, Callable[[Run, object, object], object]] = {
    "Add": add,
    "Sub": subtract,
    "Mul": multiply,
    "Div": divide,
    "FloorDiv": floor_divide,
    "Mod": remainder,
    "Pow": power,
}
"""By the names of the nodes of Jinja2's syntax tree."""

UNARY: dict[str, Callable[[Run, object], object]] = {
    "Neg": negative,
    "Pos": positive,
    "Not": lambda run, value: not value,
}

COMPARISONS: dict[str, Callable[[Run, object, object], bool]] = {
    "eq": equal,
    "ne": lambda run, a, b: not equal(run, a, b),
    "lt": lambda run, a, b: order(run, a, b) < 0,
    "lteq": lambda run, a, b: order(run, a, b) <= 0,
    "gt": lambda run, a, b: order(run, a, b) > 0,
    "gteq": lambda run, a, b: order(run, a, b) >= 0,
    "in": contains,
    "notin": lambda run, a, b: not contains(run, a, b),
}

"""The tests of expressions: what can stand after `is`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from nodes.errors import ExpressionError
from nodes.language.budget import Run
from nodes.language.operators import contains, is_list, number, remainder, written
from nodes.language.vocabulary import word


@word("test", "defined", zh="有值", en="the name has a value", example="missing is defined", gives="no")
def defined(run: Run, value: object) -> bool:
    """Always: the sandbox does not come here for a name without a value."""
    return True


@word(
    "test", "undefined", zh="没有值", en="the name has no value", example="missing is undefined", gives="yes"
)
def undefined(run: Run, value: object) -> bool:
    """Never: the sandbox does not come here for a name without a value."""
    return False


@word("test", "none", zh="没有值", en="there is no value, as a NULL", example="none is none", gives="yes")
def none(run: Run, value: object) -> bool:
    """Whether there is no value."""
    return value is None


@word(
    "test",
    "empty",
    zh="空（无值、空文字或空列表）",
    en="nothing is in it",
    example="'' is empty",
    gives="yes",
)
def empty(run: Run, value: object) -> bool:
    """Whether it is no value, a text of blanks, or a list or row with nothing in it."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or ((is_list(value) or isinstance(value, Mapping)) and not value)


@word("test", "number", zh="是数字", en="it is a number", example="12 is number", gives="yes")
def is_number(run: Run, value: object) -> bool:
    """Whether it is a number; a text that holds one is not."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


@word("test", "string", zh="是文字", en="it is a text", example="'12' is string", gives="yes")
def is_text(run: Run, value: object) -> bool:
    """Whether it is a text."""
    return isinstance(value, str)


@word("test", "even", zh="是偶数", en="it is even", example="12 is even", gives="yes")
def even(run: Run, value: object) -> bool:
    """Whether the number is even."""
    return remainder(run, number(value, "even"), 2) == 0


@word("test", "odd", zh="是奇数", en="it is odd", example="12 is odd", gives="no")
def odd(run: Run, value: object) -> bool:
    """Whether the number is odd."""
    return remainder(run, number(value, "odd"), 2) == 1


@word("test", "in", zh="在列表或文字中", en="a list or text holds it", example="2 is in [1, 2]", gives="yes")
def in_(run: Run, value: object, container: object) -> bool:
    """Whether `container` holds it."""
    return contains(run, value, container)


@word(
    "test",
    "startswith",
    zh="以某文字开头",
    en="it begins with a text",
    example="'13800138000' is startswith('138')",
    gives="yes",
)
def startswith(run: Run, value: object, beginning: str) -> bool:
    """Whether the text begins with `beginning`."""
    return written(run, value).startswith(_text(beginning, "startswith"))


@word(
    "test",
    "endswith",
    zh="以某文字结尾",
    en="it ends with a text",
    example="'TS-38' is endswith('38')",
    gives="yes",
)
def endswith(run: Run, value: object, end: str) -> bool:
    """Whether the text ends with `end`."""
    return written(run, value).endswith(_text(end, "endswith"))


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ExpressionError(f"'{name}' takes a text", cure="put it in quotes")
    return value

"""Expressions and templates made ready once and kept, and their errors told in one way."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from nodes.errors import ExpressionError, ValueMismatch
from nodes.language.budget import Run
from nodes.language.complaints import too_deep
from nodes.language.sandbox import Value, value
from nodes.language.statements import Effect, effect
from nodes.language.syntax import parse_expression, parse_template

T = TypeVar("T")

LONG = 500
"""Sources of more characters than this have a small cache of their own, so that memory stays bounded."""


def expression(source: str) -> Value:
    """The expression made ready; raises ExpressionError if it is wrong."""
    return (_expression if len(source) <= LONG else _long_expression)(source)


def template(source: str) -> Effect:
    """The template made ready; raises ExpressionError if it is wrong."""
    return (_template if len(source) <= LONG else _long_template)(source)


def _make_expression(source: str) -> Value:
    return value(parse_expression(source))


def _make_template(source: str) -> Effect:
    return effect(parse_template(source).body)


_expression = lru_cache(maxsize=4_096)(_make_expression)
_template = lru_cache(maxsize=4_096)(_make_template)
_long_expression = lru_cache(maxsize=64)(_make_expression)
_long_template = lru_cache(maxsize=64)(_make_template)


def guarded(source: str, work: Callable[[Run], T], run: Run) -> T:
    """What `work` gives in `run`; whatever goes wrong in it becomes an ExpressionError about `source`."""
    try:
        return work(run)
    except ExpressionError as reason:
        reason.source = source
        raise
    except RecursionError:
        too_deep(source)
    except (ValueMismatch, ArithmeticError, TypeError, ValueError) as reason:
        said = str(reason) if isinstance(reason, ValueMismatch) else _said(reason)
        raise ExpressionError(said, source) from reason


def _said(reason: Exception) -> str:
    if isinstance(reason, ArithmeticError):
        return "a calculation has no result, or one of too many digits"
    return f"it cannot be worked out with these values ({str(reason)[:80]})"

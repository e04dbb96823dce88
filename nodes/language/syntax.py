"""Reads expressions and templates with Jinja2's own parser, and refuses all that authors need not write."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from jinja2 import Environment, TemplateSyntaxError
from jinja2 import nodes as tree
from jinja2.parser import Parser

from nodes.errors import ExpressionError
from nodes.language.allowed import check_tree
from nodes.language.budget import MAX_SOURCE
from nodes.language.complaints import too_deep, unreadable
from nodes.values import MAX_DIGITS

ENVIRONMENT = Environment(keep_trailing_newline=True, autoescape=False, cache_size=0)


@lru_cache(maxsize=64)
def parse_expression(source: str) -> tree.Expr:
    """The tree of one expression; raises ExpressionError saying what is wrong, where, and the cure.

    The last few trees are kept, since a compiler asks several questions about one source in a row.
    """
    _check_text(source, "expression")
    if not source.strip():
        raise ExpressionError(
            "the expression is empty",
            source,
            cure="write a value such as call.caller, 1 + 2 or 'text'",
            zh="表达式为空",
            cure_zh="写一个值，例如 call.caller、1 + 2 或 '文字'",
        )

    def parse() -> tree.Expr:
        parser = Parser(ENVIRONMENT, source, state="variable")
        found = parser.parse_expression()
        if not parser.stream.eos:
            parser.fail(f"unexpected {parser.stream.current.value!r}", parser.stream.current.lineno)
        return found

    found = _guarded(parse, source)
    check_tree(found, source)
    return found


@lru_cache(maxsize=64)
def parse_template(source: str) -> tree.Template:
    """The tree of one template; raises ExpressionError saying what is wrong, where, and the cure."""
    _check_text(source, "template")
    if "{" not in source and "\r" not in source:
        return tree.Template([tree.Output([tree.TemplateData(source, lineno=1)], lineno=1)], lineno=1)
    found = _guarded(lambda: ENVIRONMENT._parse(source, None, None), source)
    check_tree(found, source)
    return found


def _check_text(source: str, what: str) -> None:
    if len(source) > MAX_SOURCE:
        raise ExpressionError(
            f"the {what} has {len(source)} characters, more than {MAX_SOURCE}",
            source[:80],
            cure="split it into several variables",
            zh=f"内容有 {len(source)} 个字符，超过上限 {MAX_SOURCE}",
            cure_zh="分成几个变量",
        )


TreeT = TypeVar("TreeT", bound=tree.Node)


def _guarded(parse: Callable[[], TreeT], source: str) -> TreeT:
    try:
        return parse()
    except TemplateSyntaxError as reason:
        raise unreadable(reason.message or "", reason.lineno, source) from reason
    except RecursionError:
        too_deep(source)
    except (ValueError, OverflowError, SyntaxError, UnicodeError) as reason:
        raise ExpressionError(
            f"a number or a text in it cannot be read ({str(reason)[:60]})",
            source,
            cure=f"write numbers of at most {MAX_DIGITS} digits and plain texts",
            zh="其中的数字或文字无法读取",
            cure_zh=f"数字最多 {MAX_DIGITS} 位",
        ) from reason


def constant(value: object) -> object:
    """A constant of the tree as expressions know it: numbers with decimals are exact."""
    return Decimal(repr(value)) if isinstance(value, float) else value

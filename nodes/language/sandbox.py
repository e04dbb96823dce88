"""Turns a checked expression into functions that work it out in a budget; no Python is made or reached."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import nodes as tree

from nodes.errors import ExpressionError
from nodes.language.allowed import keywords, method
from nodes.language.budget import Run
from nodes.language.lists import elements
from nodes.language.operators import BINARY, COMPARISONS, UNARY, is_list, join, weigh
from nodes.language.syntax import constant
from nodes.language.vocabulary import FILTERS, FUNCTIONS, TESTS, Word
from nodes.system import DATE_PARTS, TIME_PARTS, Facts
from nodes.values import brief, plain

Value = Callable[[Run], object]


class Unknown(ExpressionError):
    """A name or a part has no value; `default` and `is defined` catch it."""


def value(node: tree.Node) -> Value:
    """The function that works out an expression."""
    return _VALUES[type(node)](node)


def _const(node: tree.Const) -> Value:
    fixed = constant(node.value)
    return lambda run: fixed


def _name(node: tree.Name) -> Value:
    name = node.name

    def read(run: Run) -> object:
        if name in run.locals:
            return run.locals[name]
        try:
            found = run.scope[name]
            return found if type(found) is Facts else plain(found)
        except KeyError:
            raise Unknown(
                f"'{name}' has no value here",
                cure=f"set it before, check its spelling, or write {name}|default('')",
                zh=f"“{name}”此时没有值",
                cure_zh=f"先给它赋值，检查拼写，或写 {name}|default('')",
            ) from None

    return read


def _getattr(node: tree.Getattr) -> Value:
    holder, name = value(node.node), node.attr
    return lambda run: part(holder(run), name)


def part(holder: object, name: str) -> object:
    """The part `name` of a row, a system variable, a date or a time; raises Unknown if it has none."""
    if isinstance(holder, Facts):
        try:
            return plain(holder.fact(name))
        except KeyError:
            raise _no_part(f"'{holder.root}'", name, holder.names()) from None
    if isinstance(holder, Mapping):
        try:
            return plain(holder[name])
        except KeyError:
            raise _no_part("the row", name, [str(key)[:40] for key in list(holder)[:20]]) from None
    if isinstance(holder, datetime.date) and name in DATE_PARTS:
        return holder.isoweekday() if name == "weekday" else getattr(holder, name)
    if isinstance(holder, datetime.datetime | datetime.time) and name in TIME_PARTS:
        return getattr(holder, name)
    if isinstance(holder, datetime.datetime) and name in ("date", "time"):
        return holder.date() if name == "date" else holder.time()
    if holder is None:
        raise Unknown(
            f"'.{name}' is asked of nothing",
            cure="the value is empty: test it with `if` first, or write |default('')",
            zh=f"在空值上读取“.{name}”",
            cure_zh="先用 if 判断，或写 |default('')",
        )
    raise _no_part(brief(holder), name, ())


def _no_part(holder: str, name: str, known: Sequence[str]) -> Unknown:
    return Unknown(
        f"{holder} has no '{name}'",
        cure=f"it has {', '.join(known)}" if known else "only rows, dates and system variables have parts",
        zh=f"{holder} 没有“{name}”",
        cure_zh=f"可用：{'、'.join(known)}" if known else "只有行、日期和系统变量才有成员",
    )


def _getitem(node: tree.Getitem) -> Value:
    holder = value(node.node)
    if isinstance(node.arg, tree.Slice):
        bounds = (node.arg.start, node.arg.stop, node.arg.step)
        start, stop, step = (value(end) if end is not None else _nothing for end in bounds)
        return lambda run: _slice(run, holder(run), _bound(start(run)), _bound(stop(run)), _bound(step(run)))
    key = value(node.arg)
    return lambda run: _item(holder(run), key(run))


def _item(holder: object, key: object) -> object:
    if isinstance(holder, Sequence):
        if type(key) is not int:
            raise ExpressionError(
                f"{brief(key)} is no place in {brief(holder)}", cure="write [0] for the first"
            )
        try:
            return plain(holder[key])
        except IndexError:
            raise Unknown(
                f"{brief(holder)} has no element [{key}]", cure="look at its |length, or write |default('')"
            ) from None
    if not isinstance(key, str):
        raise ExpressionError(f"{brief(key)} is no name of a column", cure="write row['name']")
    return part(holder, key)


def _nothing(run: Run) -> object:
    return None


def _bound(given: object) -> int | None:
    if given is None or type(given) is int:
        return given
    raise ExpressionError("[from:to] takes whole numbers", cure="write text[0:4]")


def _slice(run: Run, holder: object, start: int | None, stop: int | None, step: int | None) -> object:
    if step == 0:
        raise ExpressionError("[from:to:step] needs a step other than 0")
    if holder is None:
        return None
    if isinstance(holder, str):
        run.sized(len(holder))
        return holder[start:stop:step]
    if is_list(holder):
        return list(elements(run, holder)[start:stop:step])
    raise ExpressionError(
        f"{brief(holder)} cannot be cut with [from:to]", cure="write ~ '' to make it a text"
    )


def _list(node: tree.List | tree.Tuple) -> Value:
    items = [value(item) for item in node.items]

    def make(run: Run) -> object:
        made = [item(run) for item in items]
        weigh(run, made)
        return made

    return make


def _dict(node: tree.Dict) -> Value:
    pairs = [(value(pair.key), value(pair.value)) for pair in node.items]

    def make(run: Run) -> object:
        made: dict[str, object] = {}
        for key, item in pairs:
            name = key(run)
            if not isinstance(name, str):
                raise ExpressionError(f"{brief(name)} is no name of a column", cure="write {'name': value}")
            made[name] = item(run)
        weigh(run, made)
        return made

    return make


def _binary(node: tree.BinExpr) -> Value:
    work, left, right = BINARY[type(node).__name__], value(node.left), value(node.right)
    return lambda run: work(run, left(run), right(run))


def _unary(node: tree.UnaryExpr) -> Value:
    work, operand = UNARY[type(node).__name__], value(node.node)
    return lambda run: work(run, operand(run))


def _and(node: tree.And) -> Value:
    left, right = value(node.left), value(node.right)
    return lambda run: left(run) and right(run)


def _or(node: tree.Or) -> Value:
    left, right = value(node.left), value(node.right)
    return lambda run: left(run) or right(run)


def _concat(node: tree.Concat) -> Value:
    pieces = [value(piece) for piece in node.nodes]
    return lambda run: join(run, [piece(run) for piece in pieces])


def _compare(node: tree.Compare) -> Value:
    first = value(node.expr)
    steps = [(COMPARISONS[step.op], value(step.expr)) for step in node.ops]

    def compare(run: Run) -> object:
        left = first(run)
        for holds, operand in steps:
            right = operand(run)
            if not holds(run, left, right):
                return False
            left = right
        return True

    return compare


def _condition(node: tree.CondExpr) -> Value:
    test, yes = value(node.test), value(node.expr1)
    no = value(node.expr2) if node.expr2 is not None else _nothing
    return lambda run: yes(run) if test(run) else no(run)


def _filter(node: tree.Filter) -> Value:
    assert node.node is not None
    if node.name == "default":
        return _default(node)
    return _called(FILTERS[node.name], node, value(node.node))


def _default(node: tree.Filter) -> Value:
    """`default` looks after what has no value, so it alone may catch that."""
    assert node.node is not None
    inner = value(node.node)
    given: dict[str, tree.Expr] = dict(zip(("other", "empty"), node.args, strict=False))
    given.update(keywords(node))
    other = value(given["other"]) if "other" in given else lambda run: ""
    empty = value(given["empty"]) if "empty" in given else lambda run: False

    def read(run: Run) -> object:
        try:
            found = inner(run)
        except Unknown:
            return other(run)
        return other(run) if found is None or (not found and empty(run)) else found

    return read


def _test(node: tree.Test) -> Value:
    if node.name in ("defined", "undefined"):
        inner, wanted = value(node.node), node.name == "defined"

        def known(run: Run) -> object:
            try:
                inner(run)
            except Unknown:
                return not wanted
            return wanted

        return known
    return _called(TESTS[node.name], node, value(node.node))


def _call(node: tree.Call) -> Value:
    if isinstance(node.node, tree.Getattr):
        return _called(method(node.node.attr), node, value(node.node.node))
    assert isinstance(node.node, tree.Name)
    return _called(FUNCTIONS[node.node.name], node, None)


def _called(word: Word, node: Any, subject: Value | None) -> Value:
    work = word.function
    arguments = [value(argument) for argument in node.args]
    named = [(name, value(argument)) for name, argument in keywords(node)]
    if subject is None:
        return lambda run: work(run, *[a(run) for a in arguments], **{key: a(run) for key, a in named})
    if not arguments and not named:
        return lambda run: work(run, subject(run))
    return lambda run: work(
        run, subject(run), *[a(run) for a in arguments], **{key: a(run) for key, a in named}
    )


_VALUES: dict[type[tree.Node], Callable[[Any], Value]] = {
    tree.Const: _const,
    tree.Name: _name,
    tree.Getattr: _getattr,
    tree.Getitem: _getitem,
    tree.List: _list,
    tree.Tuple: _list,
    tree.Dict: _dict,
    tree.And: _and,
    tree.Or: _or,
    tree.Concat: _concat,
    tree.Compare: _compare,
    tree.CondExpr: _condition,
    tree.Filter: _filter,
    tree.Test: _test,
    tree.Call: _call,
}
_VALUES.update((getattr(tree, name), _binary) for name in BINARY)
_VALUES.update((getattr(tree, name), _unary) for name in UNARY)

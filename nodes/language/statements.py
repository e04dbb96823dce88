"""Turns the statements of a checked template into functions that write it: text, slots, if, for, set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from jinja2 import nodes as tree

from nodes.language.budget import Run
from nodes.language.lists import elements
from nodes.language.readings import READINGS
from nodes.language.sandbox import Value, value
from nodes.values import plain


class Writer(Protocol):
    """Where a template writes: fixed text, and slots with the way in which they are read out."""

    def fixed(self, text: str) -> None:
        """A piece of the template's own text."""

    def slot(self, value: object, reading: str) -> None:
        """A value that `{{ }}` printed; `reading` is empty for one that is written plainly."""


Effect = Callable[[Run, Writer], None]


def effect(statements: Sequence[tree.Node]) -> Effect:
    """The function that runs the statements of a template one after the other."""
    effects = [made for statement in statements for made in _EFFECTS[type(statement)](statement)]
    if len(effects) == 1:
        return effects[0]

    def run_all(run: Run, out: Writer) -> None:
        for one in effects:
            one(run, out)

    return run_all


def _output(node: tree.Output) -> list[Effect]:
    return [_fixed(item.data) if isinstance(item, tree.TemplateData) else _slot(item) for item in node.nodes]


def _fixed(text: str) -> Effect:
    return lambda run, out: out.fixed(text)


def _slot(node: tree.Node) -> Effect:
    if isinstance(node, tree.CondExpr):
        test, yes = value(node.test), _slot(node.expr1)
        no = _slot(node.expr2) if node.expr2 is not None else lambda run, out: None
        return lambda run, out: yes(run, out) if test(run) else no(run, out)
    if isinstance(node, tree.Filter) and node.name in READINGS and node.node is not None:
        inner, reading = value(node.node), node.name
        return lambda run, out: out.slot(inner(run), reading)
    plainly = value(node)
    return lambda run, out: out.slot(plainly(run), "")


def _if(node: tree.If) -> list[Effect]:
    branches = [(value(branch.test), effect(branch.body)) for branch in (node, *node.elif_)]
    otherwise = effect(node.else_)

    def choose(run: Run, out: Writer) -> None:
        for test, body in branches:
            if test(run):
                body(run, out)
                return
        otherwise(run, out)

    return [choose]


def _assign(node: tree.Assign) -> list[Effect]:
    assert isinstance(node.target, tree.Name)
    name, given = node.target.name, value(node.node)

    def assign(run: Run, out: Writer) -> None:
        run.locals = {**run.locals, name: given(run)}

    return [assign]


def _for(node: tree.For) -> list[Effect]:
    """A loop. Each turn pays for every node in its body, so that turns times size stays in the budget."""
    assert isinstance(node.target, tree.Name)
    name, items, body, otherwise = node.target.name, value(node.iter), effect(node.body), effect(node.else_)
    test = value(node.test) if node.test is not None else None
    test_weight = 1 + sum(1 for _ in node.test.find_all(tree.Node)) if node.test is not None else 0
    weight = 1 + sum(1 for part in node.body for _ in part.find_all(tree.Node))

    def loop(run: Run, out: Writer) -> None:
        outer = run.locals
        chosen: Sequence[object] = elements(run, items(run))
        if test is not None:
            chosen = _filtered(run, chosen, name, test, test_weight)
        cost = weight + len(outer) // 8
        last = len(chosen)
        for number, item in enumerate(chosen, 1):
            run.spend(cost)
            about = {
                "index": number,
                "index0": number - 1,
                "first": number == 1,
                "last": number == last,
                "length": last,
            }
            run.locals = {**outer, name: plain(item), "loop": about}
            body(run, out)
        run.locals = outer
        if not chosen:
            otherwise(run, out)

    return [loop]


def _filtered(run: Run, items: Sequence[object], name: str, test: Value, weight: int) -> list[object]:
    outer, kept = run.locals, []
    for item in items:
        run.spend(weight + len(outer) // 8)
        run.locals = {**outer, name: plain(item)}
        if test(run):
            kept.append(item)
    run.locals = outer
    return kept


_EFFECTS: dict[type[tree.Node], Callable[[Any], list[Effect]]] = {
    tree.Output: _output,
    tree.If: _if,
    tree.For: _for,
    tree.Assign: _assign,
}

"""Quick fixes of rows of tables: values to hand over and take back, bound values, days, names of exits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fix import Fix, Values
from flowdesigner.problems.table_rows import InRow, row_at, rows_of, with_table
from flowdesigner.words.say import say
from flows.model import FlowNode
from flows.problems import Problem

EMPTY = "''"
"""The expression of an empty text."""
_NO_VALUE = re.compile(r"the statement's :(\w+) has no value")
_NOT_BOUND = re.compile(r"the statement has no :(\w+), or it is given twice")


def _deleted(document: FlowDocument, node: FlowNode, at: InRow, name: str) -> Fix:
    """Delete a row, and the wire of the exit that it named."""
    words = say("删除这一行：{}", "Delete the row of {}", name)
    gone = at.row.get("exit")
    after = with_table(node, at.table, at.without())
    exits = {exit_: to for exit_, to in node.exits.items() if exit_ != gone}
    return Fix(words, lambda: document.set_node(replace(after, exits=exits), words))


def row_unneeded(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A row whose name the other side does not know: the one meant, else delete it."""
    node = document.flow.nodes.get(problem.node)
    at = row_at(node, problem.parameter)
    if node is None or at is None or not at.column:
        return
    table, meant = at.table, values.get("hint", "")
    if meant:
        renamed = at.changed({**at.row, at.column: meant})
        yield Fix(say("改为 {}", "Write {}", meant), lambda: document.set_param(node.id, table, renamed))
    yield _deleted(document, node, at, str(at.row.get(at.column, "")))


def input_missing(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """An input of another flow that gets no value: the variable of that name, else an empty text."""
    yield from _added(document, problem.node, "in", values.get("name", ""))


def _added(document: FlowDocument, id_: str, table: str, name: str) -> Iterator[Fix]:
    node = document.flow.nodes.get(id_)
    if node is None or not name:
        return
    value = name if name in document.flow.variables else EMPTY
    rows = (*rows_of(node, table), {"name": name, "value": value})
    words = say("添加一行 {} = {}", "Add the row {} = {}", name, value)
    yield Fix(words, lambda: document.set_param(node.id, table, rows))


def objection(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """What a node type objects to, where its words say what is missing or left over."""
    reason = values.get("reason", "")
    missing = _NO_VALUE.fullmatch(reason)
    if missing:
        yield from _added(document, problem.node, "values", missing[1])
    node = document.flow.nodes.get(problem.node)
    at, left = row_at(node, problem.parameter), _NOT_BOUND.fullmatch(reason)
    if node is not None and at is not None and left:
        yield _deleted(document, node, at, left[1])


def exit_taken(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A row that calls its exit as the node calls one of its own."""
    node, name = document.flow.nodes.get(problem.node), values.get("exit", "")
    at = row_at(node, problem.parameter)
    if node is None or at is None or at.row.get("exit") != name:
        return
    table = at.table
    taken = {*node.exits, *(row.get("exit") for row in at.rows)}
    other = next(each for number in range(2, len(taken) + 3) if (each := f"{name}_{number}") not in taken)
    rows = at.changed({**at.row, "exit": other})
    words = say("出口改名为 {}", "Call the exit {}", other)
    yield Fix(words, lambda: document.set_param(node.id, table, rows))

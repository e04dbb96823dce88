"""Quick fixes of values: a parameter back to its default or in its form, a first value of a variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fix import Fix, Values
from flowdesigner.problems.table_rows import row_at
from flowdesigner.words.say import say
from flows.model import FlowNode
from flows.problems import Problem
from flows.wording import declared
from nodes.declare import Parameter
from nodes.prompts import Prompt, Segment, Variant

FIRST = {"text": "", "number": "0", "yesno": "no"}
"""First values by the type of a variable, as a file writes them; of other types none is usual."""


EMPTY = say("（空）", "(empty)")


def _parameter(node: FlowNode, name: str) -> Parameter | None:
    return declared(node.type).get(name)


def bad_value(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A value that its kind does not take: the default, where there is one."""
    node = document.flow.nodes.get(problem.node)
    at = row_at(node, problem.parameter)
    if node is None:
        return
    words = say("恢复默认值", "Use the default")
    if at is not None:
        table = _parameter(node, at.table)
        column = next((each for each in table.columns if each.name == at.column), None) if table else None
        if column is not None and not column.required and at.column in at.row:
            rows = at.changed({name: cell for name, cell in at.row.items() if name != at.column})
            yield Fix(words, lambda: document.set_param(node.id, at.table, rows))
        return
    parameter = _parameter(node, problem.parameter)
    if parameter is not None and not parameter.required and problem.parameter in node.params:
        yield Fix(words, lambda: document.set_param(node.id, problem.parameter, None))


def other_form(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A text where a prompt is wanted: it is what is said."""
    node, name = document.flow.nodes.get(problem.node), problem.parameter
    parameter = _parameter(node, name) if node is not None else None
    text = node.params.get(name) if node is not None else None
    if node is None or parameter is None or parameter.form != "prompt" or not isinstance(text, str):
        return
    params = {key: value for key, value in node.params.items() if key != name}
    spoken = Prompt((Variant("", (Segment("say", text),)),))
    words = say("作为语音播报", "Say it")
    after = replace(node, params=params, prompts={**node.prompts, name: spoken})
    yield Fix(words, lambda: document.set_node(after, words))


def unset(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A variable that has no value yet on some way."""
    variable = document.flow.variables.get(values.get("name", ""))
    first = FIRST.get(variable.type) if variable is not None else None
    if variable is not None and first is not None:
        words = say("给 {} 初值 {}", "Give {} the first value {}", variable.name, first or EMPTY)
        yield Fix(words, lambda: document.set_variable(replace(variable, value=first)))

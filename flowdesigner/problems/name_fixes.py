"""Quick fixes of names: variables to declare or spell, types, parameters, return names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.expressions import rewritten, with_variable_renamed
from flowdesigner.document.naming import is_identifier
from flowdesigner.problems.fix import Fix, Values
from flowdesigner.problems.table_rows import rows_of
from flowdesigner.words.say import say
from flows.model import FlowNode, Table
from flows.problems import Problem
from flows.read import SUFFIX
from flows.release import Variable
from nodes.system import RESERVED


def name_of_file(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """The flow is called otherwise than its file."""
    name = document.path.name.removesuffix(SUFFIX) if document.path else ""
    if name and name != document.flow.name:
        words = say("流程改名为 {}", "Call the flow {}", name)
        yield Fix(words, lambda: document.set_attribute("name", name))


def type_meant(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A node type that is not there."""
    node, meant = document.flow.nodes.get(problem.node), values.get("hint", "")
    if node is not None and meant:
        words = say("类型改为 {}", "Make it a {}", meant)
        yield Fix(words, lambda: document.set_node(replace(node, type=meant), words))


def parameter_unknown(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A parameter that the type does not have."""
    node, name, meant = document.flow.nodes.get(problem.node), problem.parameter, values.get("hint", "")
    if node is None or name not in (*node.params, *node.prompts):
        return
    if meant and meant not in (*node.params, *node.prompts):
        words = say("参数改为 {}", "Call the parameter {}", meant)
        params = {meant if key == name else key: value for key, value in node.params.items()}
        prompts = {meant if key == name else key: value for key, value in node.prompts.items()}
        yield Fix(words, lambda: document.set_node(replace(node, params=params, prompts=prompts), words))
    words_ = say("删除参数 {}", "Delete the parameter {}", name)
    yield Fix(words_, lambda: document.set_node(_without(node, name), words_))


def _without(node: FlowNode, name: str) -> FlowNode:
    params = {key: value for key, value in node.params.items() if key != name}
    prompts = {key: value for key, value in node.prompts.items() if key != name}
    return replace(node, params=params, prompts=prompts)


def variable_unknown(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A variable that nobody declares: the one meant, else declare it."""
    name, meant = values.get("name", ""), values.get("hint", "")
    node = document.flow.nodes.get(problem.node)
    if node is not None and meant:
        after, _ = with_variable_renamed(node, name, meant)
        if after is not node and after != node:
            words = say("改为 {}", "Write {}", meant)
            yield Fix(words, lambda: document.set_node(after, words))
    if is_identifier(name) and name not in document.flow.variables and name not in RESERVED:
        yield Fix(
            say("声明变量 {}", "Declare {}", name), lambda: document.add_variable(Variable(name, "text"))
        )


def system_variable_meant(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A part of a system variable that is not there."""
    node, meant = document.flow.nodes.get(problem.node), values.get("hint", "")
    root, dot, _ = values.get("path", "").partition(".")
    if node is None or not meant or not dot:
        return
    written = re.compile(rf"\b{re.escape(values['path'])}\b")
    after = rewritten(node, lambda _, text, __: written.sub(f"{root}.{meant}", text))
    if after is not node:
        words = say("改为 {}", "Write {}", f"{root}.{meant}")
        yield Fix(words, lambda: document.set_node(after, words))


def variable_unneeded(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A variable that nobody uses, or that cannot be declared."""
    name = values.get("name", "")
    if name in document.flow.variables:
        words = say("删除变量 {} 的声明", "Delete the declaration of {}", name)
        yield Fix(words, lambda: document.remove_variable(name))


def first_value(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A first value of another type."""
    variable = document.flow.variables.get(problem.parameter)
    if variable is not None:
        words = say("不给 {} 初值", "Give {} no first value", variable.name)
        yield Fix(words, lambda: document.set_variable(replace(variable, value=None)))


def return_missing(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A return name that the called flow has and the caller does not."""
    node, name = document.flow.nodes.get(problem.node), values.get("name", "")
    if node is None or not name:
        return
    rows: Table = (*rows_of(node, "returns"), {"exit": name})
    words = say("添加返回名称 {}", "Add the return name {}", name)
    yield Fix(words, lambda: document.set_param(node.id, "returns", rows))


def return_unneeded(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A return name that the called flow does not have."""
    node, name, meant = document.flow.nodes.get(problem.node), values.get("name", ""), values.get("hint", "")
    rows = rows_of(node, "returns") if node is not None else ()
    if node is None or name not in [row.get("exit") for row in rows]:
        return
    if meant:
        renamed = tuple({**row, "exit": meant} if row.get("exit") == name else row for row in rows)
        yield Fix(say("改为 {}", "Write {}", meant), lambda: document.set_param(node.id, "returns", renamed))
    fewer = tuple(row for row in rows if row.get("exit") != name)
    words = say("删除返回名称 {}", "Delete the return name {}", name)
    yield Fix(words, lambda: document.set_param(node.id, "returns", fewer or None))

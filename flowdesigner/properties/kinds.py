"""Which editor a declared parameter has: the one place where kinds of nodes/kinds.py meet widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flowdesigner.properties.around import Around
from flowdesigner.properties.code_editors import ExpressionEditor, TemplateEditor
from flowdesigner.properties.editor import Editor
from flowdesigner.properties.keypad import KeysEditor
from flowdesigner.properties.picker import FlowEditor, PickEditor, VariableEditor
from flowdesigner.properties.prompt import PromptEditor
from flowdesigner.properties.simple import ChoiceEditor, NumberEditor, TextEditor, YesNoEditor
from flowdesigner.properties.sql_editor import SqlEditor
from flowdesigner.properties.table import TableEditor
from flowdesigner.words.say import Say, say
from nodes.declare import Parameter

CONNECTIONS: Mapping[str, Say] = {
    "database": say("数据库", "database"),
    "http": say("网页服务", "web service"),
}
Maker = Callable[[Parameter, Around], Editor]


def default_of(parameter: Parameter) -> str:
    """What holds where nothing is written, as a file would write it."""
    value = parameter.default
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if isinstance(value, str | int) else ""


def _named(names: Callable[[Around], list[str]]) -> Maker:
    return lambda _, around: PickEditor(lambda: [(name, "") for name in names(around)])


def _connections(around: Around) -> list[tuple[str, str]]:
    return [(name, str(CONNECTIONS.get(kind, kind))) for name, kind in around.project.connections().items()]


def _text(parameter: Parameter, around: Around) -> Editor:
    # Columns of choices are declared as texts: they hold patterns of keys, several of them.
    return KeysEditor(patterns=True) if parameter.name == "keys" else TextEditor()


def _template(parameter: Parameter, around: Around) -> Editor:
    long = parameter.form == "long"
    return TemplateEditor(around, lines=3 if long else 1, single=not long)


def _table(parameter: Parameter, around: Around) -> Editor:
    return TableEditor(parameter, around, editor_for, default_of)


MAKERS: Mapping[str, Maker] = {
    "text": _text,
    "name": _text,
    "exit": _text,
    "pattern": _text,
    "template": _template,
    "expression": lambda _, around: ExpressionEditor(around),
    "sql": lambda _, around: SqlEditor(around),
    "keys": lambda _, around: KeysEditor(),
    "seconds": lambda parameter, _: NumberEditor(parameter.kind),
    "milliseconds": lambda parameter, _: NumberEditor(parameter.kind),
    "count": lambda parameter, _: NumberEditor(parameter.kind),
    "yesno": lambda _, around: YesNoEditor(),
    "choice": lambda parameter, _: ChoiceEditor(parameter.choices, default_of(parameter)),
    "variable": lambda _, around: VariableEditor(around),
    "flow": lambda _, around: FlowEditor(around),
    "language": _named(Around.languages),
    "connection": lambda _, around: PickEditor(lambda: _connections(around)),
    "calendar": _named(lambda around: around.project.calendars()),
    "prompt": lambda parameter, around: PromptEditor(around, required=parameter.required),
    "rows": _table,
}
"""By the name of the kind; a kind of a third party that is not here is edited as text."""


def editor_for(parameter: Parameter, around: Around) -> Editor:
    """The editor of a parameter or a column."""
    return MAKERS.get(parameter.kind, _text)(parameter, around)

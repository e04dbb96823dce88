"""The pass `bind`: nodes as written become instances of their types, or problems that say why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from flows.codes import binding as codes
from flows.model import FlowNode, Value
from flows.passes.looked_at import looked_at
from flows.passes.words import reason_of
from flows.problems import Report, short
from flows.program import BoundNode, Unit
from nodes.contract import Exit, Node
from nodes.declare import Parameter, parameters
from nodes.prompts import Prompt
from nodes.registry import node_types

IMPLICIT = ("error", "hangup")
"""The exits that every node has, wired or not."""

_FORMS = {
    "text": ("<param> 中的文字", "a text in <param>"),
    "long": ("<param> 中的文字", "a text in <param>"),
    "rows": ("<row> 表格", "a table of <row>s"),
    "prompt": ("<prompt>", "<prompt> elements"),
}


def bind(unit: Unit) -> None:
    """Bind every node of a flow; those with a problem are left out of `unit.nodes`."""
    for written in unit.flow.nodes.values():
        bound = bind_node(written, unit.report)
        if bound is not None:
            unit.nodes[written.id] = bound


def bind_node(written: FlowNode, report: Report) -> BoundNode | None:
    """The node as its type sees it, or None with the reasons in `report`."""
    types = node_types()
    cls = types.get(written.type)
    if cls is None:
        guess = report.hint(written.type, types)
        report.add(codes.UNKNOWN_TYPE, written.line, node=written.id, type=short(written.type), **guess)
        return None
    declared = _declared(cls)
    values, misshapen = _values(written, declared, report)
    try:
        node = cls.model_validate(values)
    except ValidationError as reasons:
        _refused(reasons, written, declared, misshapen, report)
        return None
    if misshapen:
        return None
    bound = BoundNode(written, node, _exits(written, node, report), *looked_at(node))
    _complaints(bound, report)
    return bound


@lru_cache(maxsize=512)
def _declared(cls: type[Node]) -> Mapping[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters(cls)}


def _values(
    written: FlowNode, declared: Mapping[str, Parameter], report: Report
) -> tuple[dict[str, Any], set[str]]:
    """What the file gives for each parameter, and the parameters that stand there in a wrong form."""
    values: dict[str, Any] = {}
    misshapen: set[str] = set()
    given: Iterable[tuple[str, Value | Prompt]] = (*written.params.items(), *written.prompts.items())
    for name, value in given:
        parameter = declared.get(name)
        if parameter is None:
            _unknown(written, name, declared, report)
            continue
        form = "text" if parameter.form == "long" else parameter.form
        if form == "rows" and value == "":
            value = ()
        found = "prompt" if isinstance(value, Prompt) else "text" if isinstance(value, str) else "rows"
        if found == form:
            values[name] = value
        else:
            misshapen.add(name)
            _wrong_form(written, name, form, found, report)
    return values, misshapen


def _unknown(written: FlowNode, place: str, known: Collection[str], report: Report) -> None:
    guess = report.hint(place.rpartition(".")[2], known)
    line = written.line_of(place)
    report.add(codes.UNKNOWN_PARAMETER, line, node=written.id, parameter=place, type=written.type, **guess)


def _wrong_form(written: FlowNode, name: str, wanted: str, found: str, report: Report) -> None:
    report.add(
        codes.WRONG_FORM,
        written.line_of(name),
        node=written.id,
        parameter=name,
        zh={"wanted": _FORMS[wanted][0], "found": _FORMS[found][0]},
        wanted=_FORMS[wanted][1],
        found=_FORMS[found][1],
    )


def _refused(
    reasons: ValidationError,
    written: FlowNode,
    declared: Mapping[str, Parameter],
    misshapen: set[str],
    report: Report,
) -> None:
    """Every reason of pydantic as a problem of ours; a parameter in a wrong form is reported once only."""
    for error in reasons.errors(include_url=False):
        place, parameter, siblings = _located(error["loc"], declared)
        where: dict[str, Any] = {"line": written.line_of(place), "node": written.id, "parameter": place}
        if error["loc"] and error["loc"][0] in misshapen:
            continue
        if error["type"] == "extra_forbidden":
            _unknown(written, place, siblings, report)
        elif error["type"] == "missing" and parameter is not None:
            titles = {"title": parameter.zh}
            report.add(codes.MISSING_PARAMETER, **where, zh=titles, title=parameter.en)
        else:
            zh, en = reason_of(error, parameter)
            report.add(codes.BAD_PARAMETER, **where, zh={"reason": zh}, reason=en)


def _located(
    location: tuple[int | str, ...], declared: Mapping[str, Parameter]
) -> tuple[str, Parameter | None, Collection[str]]:
    """`choices[2].keys` for ("choices", 1, "keys"), its declaration, and the names beside it."""
    name = str(location[0]) if location else ""
    parameter = declared.get(name)
    if len(location) < 2 or parameter is None or not isinstance(location[1], int):
        return name, parameter, declared
    place = f"{name}[{location[1] + 1}]"
    columns = {column.name: column for column in parameter.columns}
    if len(location) < 3:
        return place, parameter, columns
    column = str(location[2])
    return f"{place}.{column}", columns.get(column), columns


def _exits(written: FlowNode, node: Node, report: Report) -> dict[str, Exit]:
    """The exits of the node by name; names that rows took from it are reported."""
    exits: dict[str, Exit] = {}
    for exit_ in node.exits():
        other = exits.get(exit_.name)
        if exit_.name in IMPLICIT or (other is not None and other.row != exit_.row):
            place = _row_of(written, exit_.name)
            line = written.line_of(place)
            report.add(codes.EXIT_TAKEN, line, node=written.id, parameter=place, exit=exit_.name)
        elif other is None:
            exits[exit_.name] = exit_
    if not exits and not written.enabled:
        report.add(codes.CANNOT_DISABLE, written.line, node=written.id, type=written.type)
    return exits


def _row_of(written: FlowNode, exit_: str) -> str:
    for name, value in written.params.items():
        if not isinstance(value, str):
            for number, row in enumerate(value, 1):
                if exit_ in row.values():
                    return f"{name}[{number}]"
    return ""


def _complaints(bound: BoundNode, report: Report) -> None:
    spliced = {use.place for use in bound.values("sql") if "{{" in use.value or "{%" in use.value}
    for complaint in bound.node.complaints():
        # The pass `sql` says this with a code of its own.
        if complaint.place in spliced:
            continue
        report.add(
            codes.COMPLAINT,
            bound.written.line_of(complaint.place),
            node=bound.id,
            parameter=complaint.place,
            severity=complaint.severity,
            zh={"reason": complaint.zh, "cure": complaint.cure_zh},
            reason=complaint.en,
            cure=complaint.cure_en,
        )

"""Quick fixes of names that the project knows: connections, calendars, flows, recorded sounds."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fix import Fix, Values
from flowdesigner.problems.prompt_fixes import prompt_changed, with_segments
from flowdesigner.properties.project import Project
from flowdesigner.words.say import say
from flows.problems import Problem
from flows.wording import declared
from nodes.prompts import Segment

MOST = 3
"""So many names are offered."""


def _project(document: FlowDocument) -> Project:
    project = Project()
    project.file = document.path
    return project


def _likely(name: str, known: Iterable[str]) -> list[str]:
    """Names that may be meant: those that look like it, else all if they are few."""
    names = [each for each in known if each != name]
    near = difflib.get_close_matches(name, names, MOST, 0.5)
    return near or (names if len(names) <= MOST else [])


def _renamed(document: FlowDocument, problem: Problem, names: Iterable[str]) -> Iterator[Fix]:
    node = document.flow.nodes.get(problem.node)
    value = node.params.get(problem.parameter) if node is not None else None
    if node is None or not isinstance(value, str):
        return
    for name in _likely(value, names):
        words = say("改为 {}", "Write {}", name)
        yield Fix(words, partial(document.set_param, node.id, problem.parameter, name))


def value_missing(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A name that has to be given: those of the project, if they are few."""
    node, project = document.flow.nodes.get(problem.node), _project(document)
    parameter = declared(node.type).get(problem.parameter) if node is not None else None
    known: dict[str, Callable[[], Iterable[str]]] = {
        "connection": project.connections,
        "calendar": project.calendars,
        "flow": project.flows,
    }
    if node is None or parameter is None or parameter.kind not in known:
        return
    for name in _likely("", known[parameter.kind]()):
        words = say("填写 {}", "Write {}", name)
        yield Fix(words, partial(document.set_param, node.id, problem.parameter, name))


def flow_unknown(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A flow that is not there: one that is."""
    yield from _renamed(document, problem, _project(document).flows())


def connection_unknown(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A connection that is not there: one that is."""
    yield from _renamed(document, problem, _project(document).connections())


def connection_of_kind(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A connection of another kind: those of the right one."""
    wanted = values.get("wanted", "")
    named = _project(document).connections()
    yield from _renamed(document, problem, [name for name, kind in named.items() if kind == wanted])


def calendar_unknown(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A calendar that is not there: one of the settings."""
    yield from _renamed(document, problem, _project(document).calendars())


def sound_unknown(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A recorded sound that is not there: one of the same language that is called much like it."""
    name = values.get("name", "")
    known = _project(document).sounds(values.get("language", ""))
    for meant in difflib.get_close_matches(name, known, MOST, 0.5):

        def change(segment: Segment, meant: str = meant) -> Segment:
            wrong = segment.kind == "sound" and segment.text == name
            return replace(segment, text=meant) if wrong else segment

        words = say("改为 {}", "Write {}", meant)
        yield from prompt_changed(document, problem, words, partial(with_segments, change=change))

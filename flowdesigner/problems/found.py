"""Problems as the panel lists them: each once, with the document and node it belongs to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import both
from flows.codes.table import Severity, all_codes
from flows.problems import Problem
from flows.read import SUFFIX


@dataclass(frozen=True, slots=True)
class Found:
    """A problem and the open document it stands in; None where that flow is not open."""

    problem: Problem
    document: FlowDocument | None

    @property
    def message(self) -> str:
        """What is wrong, in the language in force."""
        return both(self.problem.zh, self.problem.en)

    @property
    def cure(self) -> str:
        """What to do about it."""
        return both(self.problem.cure_zh, self.problem.cure_en)


def file_of(document: FlowDocument) -> str:
    """What problems call a document's file."""
    return str(document.path) if document.path else document.flow.name + SUFFIX


def found_in(
    workspace: Workspace, documents: Collection[FlowDocument], severities: Collection[Severity]
) -> list[Found]:
    """The problems of documents and of the closed flows they enter, errors first, each once.

    What a flow does wrong is listed with that flow, if it is open, and not once more with its callers.
    """
    open_ = {file_of(document): document for document in workspace.documents}
    found: dict[Problem, Found] = {}
    for document in documents:
        for problem in workspace.problems_of(document):
            owner = open_.get(problem.file)
            if problem.severity in severities and owner in (document, None, *documents):
                found.setdefault(problem, Found(problem, owner))
    return sorted(found.values(), key=lambda each: each.problem.severity != "error")


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    known = all_codes().get(code)
    if known is None:
        return None
    pieces = []
    for text, name, _, _ in Formatter().parse(known.en):
        pieces.append(re.escape(text))
        if name is not None:
            again = r"(?P<hint>(?:; is .+? meant\?)?)" if name == "hint" else f"(?P<{name}>.*?)"
            pieces.append(again if f"(?P<{name}>" not in "".join(pieces) else f"(?P={name})")
    return re.compile("".join(pieces), re.DOTALL)


_HINT = re.compile(r"; is (.+) meant\?")


def values(problem: Problem) -> Mapping[str, str]:
    """What stands in the places of a problem's words, as its code names them; `hint`: the name meant."""
    pattern = _pattern(problem.code)
    match = pattern.fullmatch(problem.en) if pattern else None
    if match is None:
        return {}
    found = {name: text or "" for name, text in match.groupdict().items()}
    hint = _HINT.fullmatch(found.get("hint", ""))
    return {**found, "hint": hint.group(1) if hint else ""}

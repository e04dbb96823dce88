"""What every import gives: flows, the file that each comes from, and the report."""

from __future__ import annotations

from dataclasses import dataclass

from flows.imports.report import Finding
from flows.model import Flow
from flows.problems import Problem


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import. `problems` say why a file could not be read; there are no flows then.

    `flows` stand in the order of the document; `recordings` are the sounds they play, by the name that a
    `<sound>` has here and the name that the document gives them.
    """

    flows: tuple[Flow, ...]
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    recordings: tuple[tuple[str, str], ...] = ()

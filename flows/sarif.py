"""Problems as SARIF 2.1.0 (OASIS standard), which code review and CI systems show beside the lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote

from flows.codes.table import Code, all_codes
from flows.problems import Lang, Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(problems: Iterable[Problem], lang: Lang = "en", version: str = "") -> dict[str, object]:
    """One SARIF log with one run; `version` is that of the program. Write it with `json.dumps`."""
    found = list(problems)
    used = [code for number, code in all_codes().items() if any(p.code == number for p in found)]
    index = {code.number: number for number, code in enumerate(used)}
    driver: dict[str, object] = {"name": "callwright", "rules": [_rule(code) for code in used]}
    if version:
        driver["version"] = version
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "language": {"zh": "zh-CN", "en": "en-US"}[lang],
                "results": [_result(problem, index[problem.code], lang) for problem in found],
            }
        ],
    }


def _rule(code: Code) -> dict[str, object]:
    words = [part.capitalize() for part in re.findall(r"[A-Za-z]+", code.title)]
    return {
        "id": code.number,
        "name": "".join(words),
        "shortDescription": {"text": f"{code.title}."},
        "fullDescription": {"text": code.why},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(problem: Problem, index: int, lang: Lang) -> dict[str, object]:
    text = " ".join(filter(None, (problem.message(lang), problem.cure(lang))))
    location: dict[str, object] = {"physicalLocation": _physical(problem)}
    if problem.place:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.place, "kind": "element"}]
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [location],
    }


def _physical(problem: Problem) -> dict[str, object]:
    path = PurePath(problem.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    physical: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if problem.line:
        physical["region"] = {"startLine": problem.line}
    return physical

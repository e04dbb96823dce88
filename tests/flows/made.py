"""Bad flows that no file in the repository can hold: missing, too large, too deep, too many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows import bounds
from flows.compiler import check
from flows.imports.twilio import import_twilio
from flows.problems import Problem
from flows.source import Source
from tests.flows import build

HEAD = '<flow xmlns="urn:callwright:flow" format="1" name="main" language="en" start="a">\n'
TAIL = "</flow>\n"


def _written(folder: Path, text: str) -> list[Problem]:
    path = folder / "main.flow.xml"
    path.write_text(text, encoding="utf-8")
    return check(path)


def _missing(folder: Path) -> list[Problem]:
    return check(folder / "nothing.flow.xml")


def _large(folder: Path) -> list[Problem]:
    return check(Source(b" " * (bounds.FILE_BYTES + 1), "main.flow.xml"))


def _empty(folder: Path) -> list[Problem]:
    return _written(folder, " \n")


def _deep(folder: Path) -> list[Problem]:
    return _written(folder, HEAD + "<a>" * bounds.DEPTH + "</a>" * bounds.DEPTH + TAIL)


def _many(folder: Path) -> list[Problem]:
    nodes = (f'  <node id="n{number}" type="hangup"/>\n' for number in range(bounds.NODES + 1))
    return _written(folder, HEAD + "".join(nodes) + TAIL)


def _long(folder: Path) -> list[Problem]:
    return _written(folder, f"{HEAD}  <about>{'x' * (bounds.TEXT + 1)}</about>\n{TAIL}")


def _nested(folder: Path) -> list[Problem]:
    """One flow calls the next, one more than the engine lets stand on each other."""
    last = bounds.CALL_DEPTH
    flows = [
        build.flow(
            build.subflow("a", f"f{number + 1}", {"done": "b"}), build.back("b", "done"), name=f"f{number}"
        )
        for number in range(last)
    ]
    end = build.flow(build.back("a", "done"), name=f"f{last}")
    return build.problems(flows[0], *flows[1:], end)


def _imported(folder: Path, text: str) -> list[Problem]:
    path = folder / "studio.json"
    path.write_text(text, encoding="utf-8")
    return list(import_twilio(path).problems)


def _no_json(folder: Path) -> list[Problem]:
    return _imported(folder, '{"states": [\n')


def _no_studio(folder: Path) -> list[Problem]:
    return _imported(folder, '{"name": "something else"}\n')


MADE: dict[str, Callable[[Path], list[Problem]]] = {
    "CW101": _missing,
    "CW102": _large,
    "CW107": _deep,
    "CW111": _many,
    "CW112": _long,
    "CW123": _empty,
    "CW125": _no_json,
    "CW126": _no_studio,
    "CW417": _nested,
}
"""By code, what makes the bad flow and checks it."""

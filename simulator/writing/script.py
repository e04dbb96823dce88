"""Writes calls as a file of call scripts: circumstances, steps, and what is true after them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from engine.events import CallStarted, Event
from flows.problems import Lang
from simulator.record import CallRecord
from simulator.told import Told
from simulator.writing.circumstances import Known, circumstances_of
from simulator.writing.steps import PLACEHOLDER, WrittenStep, steps_of

_WIDTH = 100
"""Longer lists are written in several lines."""


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """One call as a case: its text, the flow that was rung, and what a person has to add before it passes."""

    text: str
    flow: str
    notes: tuple[Told, ...] = ()


def case_of(
    events: Sequence[Event], known: Known | None = None, *, name: str = "", lang: Lang = "en"
) -> WrittenCase:
    """The call whose journal `events` are, live or simulated, whole or up to now, as one case of a script.

    `name` is the case's; else it says who rang when. Comments in it are in `lang`.
    """
    known = known or Known()
    record = CallRecord(events, ())
    started = next((event for event in events if isinstance(event, CallStarted)), None)
    flow = started.flow if started else known.release.main if known.release else ""
    found = circumstances_of(events, known)
    steps = steps_of(events, known.release)
    notes = [*known.notes, *found.notes, *_hidden(steps)]
    lines = [f"- name: {_scalar(name or _name(started))}"]
    lines += [f"  # {note.text(lang)}" for note in notes]
    lines += _block("given", found.given)
    if steps:
        lines.append("  steps:")
        for step in steps:
            lines += _step(step, lang)
    expect: dict[str, Any] = {"result": record.result} if record.result else {}
    lines += _block("expect", {**expect, "path": list(record.path)})
    return WrittenCase("\n".join(lines) + "\n", flow, tuple(notes))


def file_of(cases: Iterable[WrittenCase], *, about: str = "") -> str:
    """The text of a `*.calls.yaml` with `cases`, all of one flow."""
    written = list(cases)
    head = {key: value for key, value in (("about", about), ("flow", written[0].flow)) if value}
    top = _yaml(head, False) if head else ""
    return f"{top}\ncases:\n" + "\n".join(case.text for case in written)


def script_of(
    events: Sequence[Event], known: Known | None = None, *, name: str = "", lang: Lang = "en"
) -> tuple[str, tuple[Told, ...]]:
    """One call as a whole file of call scripts, and what a person has to add before it passes."""
    case = case_of(events, known, name=name, lang=lang)
    return file_of([case]), case.notes


def _name(started: CallStarted | None) -> str:
    return f"{started.caller or 'a caller'} at {started.now[:16].replace('T', ' ')}" if started else "a call"


def _hidden(steps: Iterable[WrittenStep]) -> list[Told]:
    masked = sum(step.masked for step in steps)
    if not masked:
        return []
    return [
        Told(
            f"{masked} keys are masked, {PLACEHOLDER} stands for each: the call does not pass before you "
            "write the right ones",
            f"{masked} 个按键已隐去，用 {PLACEHOLDER} 代替：填上真正的按键后才能通过",
        )
    ]


def _step(step: WrittenStep, lang: Lang) -> list[str]:
    if isinstance(step.step, str):
        return [f"  - {step.step}"]
    if step.step == {"hang up": None}:
        return ["  - hang up"]
    comment = Told("  # masked keys: write the right ones", "  # 按键已隐去：请填写")
    first, *rest = _yaml(step.step, False).replace(": null\n", ":\n").splitlines()
    return [f"  - {first}{comment.text(lang) if step.masked else ''}", *(f"    {line}" for line in rest)]


def _block(name: str, content: dict[str, Any]) -> list[str]:
    if not content:
        return []
    return [f"  {name}:", *(f"    {line}" for line in _yaml(content).splitlines())]


def _scalar(text: str) -> str:
    return _yaml({"name": text}, False)[len("name: ") :].rstrip("\n")


def _yaml(data: dict[str, Any], flow: bool | None = None) -> str:
    """`data` in YAML; innermost lists and mappings stand in one line unless `flow` is False."""
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=flow,
        width=_WIDTH if flow is None else 10**6,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, which a script may not hold, and keys in double quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text in double quotes where it would be read as something else."""
    tag: str = dumper.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    plain = tag == "tag:yaml.org,2002:str"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, None if plain else '"')


_Dumper.add_representer(str, _text)

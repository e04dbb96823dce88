"""Reads the tables of cases of node types, and plays one case on the stage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from nodes.contract import Node
from nodes.declare import parameters
from nodes.prompts import Prompt, Segment, Variant
from nodes.registry import node_types
from nodes.services import Row, Updated
from nodes.values import from_json
from simulator.given import CALLER, Given
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer, HttpAnswer
from simulator.services import World
from simulator.stage import Staged, stage
from simulator.steps import HangUp, Match, Press, Say, Silence, Step, Wait
from simulator.switch import Answer, Refusal

CASES = Path(__file__).parent / "cases"

Table = Mapping[str, Any]


def table(type_id: str) -> Table:
    """The table of one node type: `cases`, `bad` parameters, `complaints`."""
    data: Table = json.loads((CASES / f"{type_id}.json").read_text(encoding="utf-8"))
    return data


def node_of(type_id: str, params: Mapping[str, Any]) -> Node:
    """A node with the parameters of a case, which stand there as in a flow file: texts, rows, prompts."""
    cls = node_types()[type_id]
    prompts = {parameter.name for parameter in parameters(cls) if parameter.kind == "prompt"}
    given = {name: _prompt(value) if name in prompts else value for name, value in params.items()}
    return cls.model_validate(given)


def _prompt(written: Any) -> Any:
    """A text; a mapping of language to its tries; or a list of segments such as {"sound": "ding"}."""
    if isinstance(written, list):
        return Prompt((Variant("", tuple(map(_segment, written))),))
    if not isinstance(written, dict):
        return written
    return Prompt(
        tuple(
            Variant(language, (Segment("say", text),), number)
            for language, tries in written.items()
            for number, text in enumerate([tries] if isinstance(tries, str) else tries, 1)
        )
    )


def _segment(written: Mapping[str, Any]) -> Segment:
    kind = next(name for name in ("say", "value", "sound", "silence", "tone") if name in written)
    if kind == "silence":
        return Segment("silence", ms=written["silence"])
    return Segment(kind, written[kind], written.get("reading", ""))  # type: ignore[arg-type]


def _steps(caller: Any) -> str | list[Step]:
    return caller if isinstance(caller, str) else [_step(step) for step in caller]


def _step(written: Mapping[str, Any]) -> Step:
    values = dict(written)
    during = Match() if values.pop("into_prompt", False) else None
    if "press" in values:
        return Press(values.pop("press"), during, **values)
    if "hang_up" in values:
        values.pop("hang_up")
        return HangUp(during, **values)
    if "say" in values:
        return Say(values["say"])
    return Wait(values["wait"]) if "wait" in values else Silence()


@dataclass(frozen=True, slots=True)
class _Answering:
    """A database that gives the same outcome to every change."""

    outcome: Any

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        """No rows."""
        return ()

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        """The outcome."""
        return Updated(self.outcome)


def _given(case: Table) -> Given:
    services = case.get("services", {})
    world = World(
        database_answers=[DatabaseAnswer(**answer) for answer in services.get("database", ())],
        http_answers=[HttpAnswer(**answer) for answer in services.get("http", ())],
        calendar_states=services.get("calendars", {}),
        first_numbers=services.get("numbers", {}),
        seed=services.get("seed", 1),
        database=_Answering(services["outcome"]) if "outcome" in services else None,
    )
    given = Given(
        facts=replace(CALLER, **case.get("call", {})),
        world=world,
        legs=tuple(Leg(**leg) for leg in services.get("legs", ())),
        answers=tuple(Answer(**answer) for answer in services.get("applications", ())),
        refusals=tuple(Refusal(**refusal) for refusal in services.get("refusals", ())),
        unwritable=services.get("unwritable", {}),
    )
    return replace(given, now=datetime.fromisoformat(case["now"])) if "now" in case else given


def play(type_id: str, case: Table) -> Staged:
    """Play a case."""
    variables: Mapping[str, list[Any]] = case.get("variables", {})
    back = case.get("back")
    return stage(
        node_of(type_id, case["params"]),
        _steps(case.get("caller", "")),
        _given(case),
        variables={name: from_json(first[1]) for name, first in variables.items() if len(first) > 1},
        declared={name: first[0] for name, first in variables.items()},
        language=case.get("language", "zh-CN"),
        keys=case.get("keys", ""),
        memory=case.get("memory"),
        resumed=case.get("resumed", False),
        back=(back["name"], back["values"]) if back else None,
    )

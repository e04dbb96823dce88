"""The JSON Schema of a file of call scripts, made from the grammar for editors that read YAML 1.2."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from simulator import grammar

COLUMN = {"type": "string", "pattern": r"^<[^<>\s]+>$", "description": "A column of the case's table."}
"""What may stand for any value in a case with a table."""

_YES_NO = {"enum": ["yes", "no"]}
"""Words that editors read as texts and the simulator as yes and no."""

_BARE_STEPS = {"enum": ["silence", "hang up"]}
"""Steps that need no value."""

_COLUMNS_FOR = frozenset({"number", "integer", "boolean", "array"})
"""Types for whose values a column may stand; a column is a text already."""

NOTES: Mapping[str, str] = {
    "Script.about": "What these calls are about, for readers.",
    "Script.flow": "The flow that is rung: its name, or the path of its file from here.",
    "Script.given": "Circumstances of every call in this file.",
    "Script.cases": "The calls.",
    "Case.name": "What the call shows; no two of a file alike.",
    "Case.table": "One call for each row: <column> anywhere in the case stands for the row's value.",
    "Case.given": "Circumstances of this call.",
    "Case.keys": "What is pressed, a group each time the flow waits: 2 1 1234# (- silence, ! hangs up).",
    "Case.steps": "What the caller does, one thing after the other; in place of keys.",
    "Case.expect": "What must be true after the call.",
    "PressStep.press": "Telephone keys: 0-9 * # A-D.",
    "PressStep.during": "Press while this sounds; else when the flow next waits for the caller.",
    "PressStep.after": "Seconds from when it is time to the first key.",
    "PressStep.pace": "Seconds from one key to the next.",
    "PressStep.at_once": "Press now, before whatever comes next.",
    "SayStep.say": "Words, or how many seconds of speech.",
    "SayStep.seconds": "How long the words take.",
    "HangUpStep.during": "Hang up while this sounds.",
    "HangUpStep.waiting": "Hang up when the flow next waits.",
    "Words.part": "A part of what is heard; blanks and case do not matter.",
    "Words.whole": "All that is heard in one go.",
    "Words.pattern": "A pattern (RE2) that is found in what is heard.",
    "Words.sound": "The name of a recorded sound.",
    "GivenRow.now": "Time of day with its zone: 2026-01-15T10:00+08:00.",
    "GivenRow.variables": "First values of the main flow's input variables.",
    "GivenRow.calendars": "The state of a calendar, whatever the time: office: closed.",
    "GivenRow.numbers": "The next number of a series.",
    "GivenRow.database": "Prepared answers of a database connection.",
    "GivenRow.http": "Prepared answers of a web service.",
    "GivenRow.rows": "Rows put into a copy of a connection's database: connection, table, rows.",
    "GivenRow.legs": "What parties do that are rung; who is not named answers.",
    "GivenRow.unwritable": "Parts of paths where nothing can be recorded, each with the reason.",
    "GivenRow.seed": "Seed of chance.",
    "LegRow.times": "Used up after so many dials; 0 serves for ever.",
    "Expected.result": "completed, hung_up, transferred, failed ...",
    "Expected.path": "Nodes, or node.exit, in this order; others may come between.",
    "Expected.whole_path": "No other node may come between.",
    "Expected.not_visited": "Nodes, or node.exit, where the call never was.",
    "Expected.variables": "Values at the end; NAME of the main flow, FLOW.NAME of any.",
    "Expected.effects": "Changes made outside: statements, requests, messages kept.",
    "Expected.events": "Events of the journal in this order; others may come between.",
    "Expected.rows": "What a query of a connection gives after the call.",
    "Expected.keys_sent": "DTMF that the flow sent.",
}
"""What an editor shows for a key."""


def schema() -> dict[str, Any]:
    """The schema as data."""
    made = grammar.Script.model_json_schema()
    definitions = {name: _model(each) for name, each in made.pop("$defs").items()}
    steps = definitions["Case"]["properties"]["steps"]["anyOf"][0]["items"]
    steps["anyOf"] = [*steps.pop("oneOf"), _BARE_STEPS]
    steps.pop("discriminator", None)
    definitions["EventRow"]["properties"]["kind"] = {"enum": sorted(grammar.event_fields())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Call scripts of Callwright (*.calls.yaml)",
        **{name: value for name, value in _model(made).items() if name != "title"},
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as the file that ships, `simulator/calls.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _model(model: Mapping[str, Any]) -> dict[str, Any]:
    """One object of the grammar; its properties as an author may write them."""
    found = dict(model)
    properties = found.get("properties", {})
    found["properties"] = {
        name: _noted(_property(value, name in grammar.WORDS, name == "cases"), model.get("title"), name)
        for name, value in properties.items()
    }
    if "description" in found:
        found["description"] = " ".join(found["description"].split())
    return found


def _noted(value: dict[str, Any], model: Any, name: str) -> dict[str, Any]:
    note = NOTES.get(f"{model}.{name}")
    return {"description": note, **value} if note else value


def _property(value: Any, word: bool, whole: bool) -> Any:
    """A value as YAML gives it to an editor: a word may look like a number, a column stands for anything.

    `whole`: nothing stands for it.
    """
    if isinstance(value, list):
        return [_property(each, word, whole) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {
        name: _inner(name, each, word) for name, each in value.items() if name not in ("title", "default")
    }
    kind = found.get("type")
    if kind == "string" and word:
        found["type"] = ["string", "number", "boolean"]
        return found
    choices = [found]
    if kind == "boolean":
        choices.append(_YES_NO)
    if not whole and (kind in _COLUMNS_FOR or "enum" in found):
        choices.append(COLUMN)
    if len(choices) == 1:
        return found
    return {"anyOf": choices}


def _inner(name: str, value: Any, word: bool) -> Any:
    """The part `name` of a schema: other schemas are gone through, anything else stays."""
    if name in ("anyOf", "oneOf", "items", "additionalProperties", "allOf"):
        return _property(value, word, False)
    return value

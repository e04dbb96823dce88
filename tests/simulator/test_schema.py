"""The JSON Schema of call scripts: what editors must accept and refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.schema import NOTES, schema, schema_text
from tests.simulator.test_script import FULL

jsonschema = pytest.importorskip("jsonschema", reason="NO SCHEMA CHECKS: pip install 'callwright[dev]'")

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "flows" / "library").rglob("*.calls.yaml"))

TABLE = """\
flow: desk
cases:
- name: a case <n>
  table: [{n: 1, seconds: 2.5, now: yes, path: [a]}]
  given: {rows: {hotline: {cases: [{no: <n>}]}}}
  steps: [{wait: <seconds>}, {press: <n>, at_once: <now>}]
  expect: {path: <path>, events: [{kind: heard, text: x}]}
"""

WRONG = {
    "a word that is not known": "cases: [{name: a, step: []}]",
    "a step that is not known": "cases: [{name: a, steps: [{listen: x}]}]",
    "a bare step that is none": "cases: [{name: a, steps: [wait]}]",
    "a wait that is no number": "cases: [{name: a, steps: [{wait: long}]}]",
    "an outcome": "cases: [{name: a, given: {legs: [{outcome: asleep}]}}]",
    "an event": "cases: [{name: a, expect: {events: [{kind: exploded}]}}]",
    "no cases": "about: x",
}


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: no times, and only true and false are yes and no."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text: str) -> list[str]:
    data: Any = yaml.load(text, Yaml12)
    return [error.message for error in jsonschema.Draft202012Validator(schema()).iter_errors(data)]


@pytest.mark.parametrize(
    "text", [FULL, TABLE, *(path.read_text(encoding="utf-8") for path in SCRIPTS)], ids=lambda text: text[:30]
)
def test_what_the_simulator_reads_an_editor_accepts(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_the_simulator_refuses_an_editor_marks(name: str) -> None:
    assert faults(WRONG[name])


def test_every_note_belongs_to_something() -> None:
    definitions = {**schema()["$defs"], "Script": schema()}
    for name, note in NOTES.items():
        model, _, key = name.partition(".")
        assert definitions[model]["properties"][key]["description"] == note


def test_the_file_that_ships_is_current() -> None:
    file = ROOT / "simulator" / "calls.schema.json"
    assert file.read_text(encoding="utf-8") == schema_text(), "run python scripts/docs.py"
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))

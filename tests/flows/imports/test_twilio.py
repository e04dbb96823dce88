"""Twilio Studio definitions as flows: rung in the simulator, and what the report says of the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows.compiler import compile_flow
from flows.imports.imported import Imported
from flows.imports.json_lines import JsonError, parse_json
from flows.imports.liquid import Liquid, NotSimple, fixed_words, paths
from flows.imports.twilio import import_twilio
from flows.release import Release
from flows.source import Source
from flows.world import EverythingWorld
from flows.write import write
from simulator.given import Given
from simulator.legs import Leg
from simulator.session import simulate
from tests.flows.imports.hearing import problems

STUDIO = Path(__file__).parent / "studio"
WATER = import_twilio(STUDIO / "water_office.json")


def release(found: Imported) -> Release:
    """The release of the first flow."""
    flow = found.flows[0]
    made = compile_flow(Source(write(flow), f"{flow.name}.flow.xml"), EverythingWorld()).release
    assert made is not None
    return made


def path(keys: str, **given: Any) -> list[str]:
    """The nodes of a call to the water office."""
    call = simulate(release(WATER), keys, Given(**given))
    return [str(getattr(event, "node", "")) for event in call.events if event.kind == "node_entered"]


def test_the_water_office_has_no_problem() -> None:
    assert problems(WATER) == []


@pytest.mark.parametrize(
    ("keys", "nodes"),
    [
        ("5 !", "greeting main_menu not_a_choice main_menu"),
        ("1 -", "greeting main_menu customer goodbye over"),
        ("2 #", "greeting main_menu fault goodbye over"),
        ("- 1 !", "greeting main_menu main_menu_again main_menu customer"),
    ],
)
def test_keys_lead_where_studio_leads_them(keys: str, nodes: str) -> None:
    assert path(keys) == nodes.split()


@pytest.mark.parametrize(
    ("outcome", "status", "after"), [("answer", "completed", "goodbye"), ("busy", "busy", "queue")]
)
def test_how_a_dial_went_is_told_in_studios_words(outcome: Any, status: str, after: str) -> None:
    nodes = path("9", legs=(Leg(outcome),))
    assert nodes[2:6] == ["agent", f"agent_{status}", "how_it_went", after]


def test_a_circle_of_silence_has_a_bound() -> None:
    assert path("- " * 20).count("main_menu") == 11


def test_values_and_questions_are_translated() -> None:
    nodes = WATER.flows[0].nodes
    assert nodes["remember"].params["values"] == (
        {"name": "street", "value": "look_up_address_street|upper"},
        {"name": "greeting", "value": "'customer ' ~ customer_digits"},
    )
    assert nodes["look_up"].params["path"] == "customers/{{ customer_digits }}"
    assert nodes["look_up"].params["query"] == (
        {"name": "caller", "value": "call.caller"},
        {"name": "source", "value": "'ivr'"},
    )
    assert nodes["look_up"].params["extract"] == (
        {"into": "look_up_address_street", "path": "data.address.street"},
    )
    spoken = next(iter(nodes["read_back"].prompts["prompt"].segments()))[1].text
    assert "{{ customer_digits|digits }}" in spoken and "{{ call.caller|telephone }}" in spoken


def test_what_is_left_is_named_with_its_line() -> None:
    found = {(finding.code, finding.place): finding.line for finding in WATER.findings}
    for key in [
        ("connection", "look_up"),
        ("gateway", "agent"),
        ("queue", "queue"),
        ("unreached", "draft_idea"),
    ]:
        assert key in found
    line = (STUDIO / "water_office.json").read_text(encoding="utf-8").splitlines()[found["queue", "queue"]]
    assert '"name": "queue"' in line


def test_a_flow_that_others_call_returns_and_takes_values() -> None:
    found = import_twilio(STUDIO / "notice.json")
    flow = found.flows[0]
    assert flow.nodes["over"].type == "return"
    assert flow.variables["pages"].input
    assert flow.nodes["read"].params["repeat"] == "10"
    assert {finding.code for finding in found.findings} >= {
        "condition", "liquid", "sound", "subflow", "widget", "send-keys", "played-for-ever",
    }  # fmt: skip
    assert found.recordings == (("studio/End_Note", "https://media.example/jingles/End%20Note.mp3"),)
    assert [problem.code for problem in problems(found)] == ["CW411"]


LIQUID = {
    "{{a.b}}": "x",
    "one {{a.b | upcase}}": "'one ' ~ x|upper",
    "{{a.b | default: 'no one' | append: '!'}}": "x|default('no one') ~ '!'",
    "{{a.b | remove: '-' | slice: 0, 3}}": "x|replace('-', '')[0:3]",
    "{{a.b | plus: 2}}{{'it''s'}}": None,
    "{{a.b | plus: 2}}": "x|float + 2",
    "{{a.b | date: '%Y'}}": None,
    "{{unknown.path}}": None,
    "{% if a.b %}x{% endif %}": None,
    "plain": "'plain'",
    "": "''",
}


@pytest.mark.parametrize("text", LIQUID)
def test_liquid_as_expressions(text: str) -> None:
    liquid = Liquid({"a.b": "x"}.get, lambda _: "text")
    if (wanted := LIQUID[text]) is None:
        with pytest.raises(NotSimple):
            liquid.expression(text)
    else:
        assert liquid.expression(text) == wanted


def test_liquid_as_templates() -> None:
    liquid = Liquid({"a.b": "x"}.get, lambda _: "digits")
    text = (
        "{% if a.b contains 'q' and a.b != nil %}Yes {{a.b}}{% elsif a.b == blank %}-{% else %}No{% endif %}"
    )
    made = "{% if 'q' in x and x != none %}Yes {{ x }}{% elif x == '' %}-{% else %}No{% endif %}"
    assert liquid.template(text) == made
    assert liquid.speech("{{a.b}}") == "{{ x|digits }}"
    assert fixed_words("a {{b.c}} d {% if x %} e") == "a d e"
    assert paths("{{a.b | replace: 'c.d', 'e'}} f.g {% if h.i == 'j' %}") == {"a.b", "h.i"}


BAD_JSON = ["", "{", "[1,]", '{"a" 1}', '{"a": 1,}', '"open', "[" * 500, "nope", "{} {}", '{"a": "\\x"}']


@pytest.mark.parametrize("text", BAD_JSON)
def test_bad_json_is_an_error_with_a_line(text: str) -> None:
    with pytest.raises(JsonError) as refused:
        parse_json("\n\n" + text)
    assert refused.value.line >= 3


def test_good_json_is_read_as_by_the_standard_library() -> None:
    text = json.dumps({"a": [1, -2.5, 1e3, "\u00e4\n", None, True, {}], "b": {"c": []}}, indent=1)
    assert parse_json(text) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "code"), [("[]", "CW126"), ("{}", "CW126"), ('{"states": 1}', "CW126"), ("not json", "CW125")]
)
def test_what_is_no_definition_is_a_problem(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    found = import_twilio(file)
    assert found.flows == () and [problem.code for problem in found.problems] == [code]

"""Variables renamed inside expressions and templates: exactly where they stand for the variable."""

from __future__ import annotations

import pytest

from flowdesigner.document.expressions import NotRenamed, names_in, places_of, renamed
from flowdesigner.document.variable_edits import undeclared, uses_of
from tests.flowdesigner.flows import document, small, spoken

EXPRESSIONS = {
    "age": "years",
    "age + 1": "years + 1",
    "  age  ": "  years  ",
    "-age": "-years",
    "row.age": "row.age",
    "age.age": "years.age",
    "row['age']": "row['age']",
    "'age' ~ age": "'age' ~ years",
    "x|default(age)": "x|default(years)",
    "age is defined and not (age is none)": "years is defined and not (years is none)",
    "average": "average",
    "age if age > 1 else other.age": "years if years > 1 else other.age",
    "{'age': age}": None,
    "call.age": "call.age",
}
TEMPLATES = {
    "You are {{ age }}.": "You are {{ years }}.",
    "age {{age}} age": "age {{years}} age",
    "{% if age > 1 %}age{% endif %}": "{% if years > 1 %}age{% endif %}",
    "{% for age in ages %}{{ age }}{% endfor %}": "{% for age in ages %}{{ age }}{% endfor %}",
    "{{ age|number }}{{ row.age }}": "{{ years|number }}{{ row.age }}",
    "no slots, age": "no slots, age",
    "{{ age }}{% set age = 2 %}{{ age }}": "{{ years }}{% set years = 2 %}{{ years }}",
    "{{ age }}{% for age in ages %}{{ age }}{% endfor %}": (
        "{{ years }}{% for years in ages %}{{ years }}{% endfor %}"
    ),
}


@pytest.mark.parametrize(("source", "wanted"), [case for case in EXPRESSIONS.items() if case[1]])
def test_expressions(source: str, wanted: str) -> None:
    assert renamed(source, "age", "years", template=False) == wanted


@pytest.mark.parametrize(("source", "wanted"), TEMPLATES.items())
def test_templates(source: str, wanted: str) -> None:
    assert renamed(source, "age", "years", template=True) == wanted


@pytest.mark.parametrize("source", ["age +", "{{ age", "age ~ '"])
def test_what_cannot_be_read_is_left_to_the_author(source: str) -> None:
    with pytest.raises(NotRenamed):
        renamed(source, "age", "years", template="{" in source)


def test_a_name_that_the_template_gives_itself_is_left_to_the_author() -> None:
    for source in ("{% for years in ages %}{{ age }}{% endfor %}", "{% set years = 1 %}{{ age }}"):
        with pytest.raises(NotRenamed):
            renamed(source, "age", "years", template=True)


def test_every_place_of_a_flow() -> None:
    edited = document()
    edited.set_prompt("main", "prompt", spoken("{{ digits|digits }}", "who", "digits + 1"))
    assert uses_of(edited.flow, "digits") == [("main", "prompt"), ("ask", "into")]
    assert edited.rename_variable("digits", "case_no") == ()
    assert uses_of(edited.flow, "digits") == []
    assert places_of(edited.flow.nodes["main"], "case_no") == ["prompt"]
    assert edited.flow.nodes["ask"].params["into"] == "case_no"
    assert list(edited.flow.variables) == ["who", "case_no"]


def test_places_that_are_left_are_told() -> None:
    edited = document()
    edited.set_prompt("main", "prompt", spoken("{{ digits + }}"))
    assert edited.rename_variable("digits", "case_no") == (("main", "prompt"),)
    assert edited.flow.variables.keys() == {"who", "case_no"}


def test_names() -> None:
    flow = small()
    assert names_in(flow.nodes["welcome"]) == {"who"}
    assert undeclared(flow) == frozenset()
    del flow.variables["who"]
    assert undeclared(flow) == {"who"}

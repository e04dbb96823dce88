"""Older formats are made into the present one; the table of migrations itself is held to its rules."""

from __future__ import annotations

from dataclasses import replace

from flows.element import Element
from flows.migrate import MIGRATIONS, migrate, present_format
from flows.read import read
from flows.release import FORMAT
from flows.source import Source

OLD = b"""<flow xmlns="urn:callwright:flow" format="1" name="main" language="en" start="a">
  <step id="a" type="hangup"/>
</flow>
"""


def _steps_become_nodes(root: Element) -> Element:
    """What a first migration could be: `<step>` of format 1 is `<node>` of format 2."""
    renamed = (replace(child, tag="node") if child.tag == "step" else child for child in root.children)
    return replace(root, children=tuple(renamed))


def _language_becomes_upper(root: Element) -> Element:
    return replace(root, attributes={**root.attributes, "language": root.attributes["language"].upper()})


FAKE = (_steps_become_nodes, _language_becomes_upper)


def test_there_is_one_format_so_far() -> None:
    """A second one brings a migration and a data test."""
    assert present_format() == len(MIGRATIONS) + 1 == FORMAT == 1


def test_an_old_file_is_read_as_the_present_format() -> None:
    """Every migration from its format on is applied, in order; lines stay those of the file."""
    flow = read(Source(OLD), FAKE).flow
    assert flow is not None
    assert flow.nodes["a"].type == "hangup"
    assert flow.nodes["a"].line == 2
    assert flow.language == "EN"


def test_a_file_in_between_skips_what_it_has() -> None:
    """Format 2 needs the second migration only."""
    newer = OLD.replace(b'format="1"', b'format="2"').replace(b"step", b"node")
    flow = read(Source(newer), FAKE).flow
    assert flow is not None and flow.language == "EN"


def test_a_file_of_the_present_format_is_left_alone() -> None:
    """Nothing is applied to it; one newer still is refused."""
    present = OLD.replace(b'format="1"', b'format="3"').replace(b"step", b"node")
    loaded = read(Source(present), FAKE)
    assert loaded.flow is not None and loaded.flow.language == "en" and loaded.faithful
    newer = OLD.replace(b'format="1"', b'format="4"')
    assert [problem.code for problem in read(Source(newer), FAKE).problems] == ["CW110"]


def test_migrations_change_no_record_that_they_are_given() -> None:
    """They are pure."""
    root = Element("flow", {"language": "en"}, children=(Element("step"),))
    migrate(root, 1, FAKE)
    assert root == Element("flow", {"language": "en"}, children=(Element("step"),))

"""A release is made ready before its first call: nothing is compiled while somebody waits."""

from __future__ import annotations

import pytest

from engine.preparing import prepare
from engine.program import program_of
from flows.compiler import compile_flow
from flows.release import Release
from flows.source import Source
from flows.world import EverythingWorld
from nodes.language import compiled
from nodes.logic.log import Log
from tests.engine.build import at, flow, release
from tests.engine.steps import Go

FLOW = """<flow xmlns="urn:callwright:flow" format="1" name="ready" title="Ready" language="en" start="say">
  <variables><variable name="unheard_of" type="text" sensitive="no" value="x"/></variables>
  <node id="say" type="play">
    <prompt param="prompt" lang="en"><say>You said {{ unheard_of|upper }}.</say>
      <value as="digits">unheard_of ~ '1234'</value></prompt>
    <exit on="done" to="ask"/><exit on="interrupted" to="ask"/>
  </node>
  <node id="ask" type="condition">
    <param name="branches"><row exit="yes" when="unheard_of is matches('unheard[0-9]+')"/></param>
    <exit on="yes" to="tell"/><exit on="else" to="tell"/>
  </node>
  <node id="tell" type="log">
    <param name="text">{{ unheard_of }} was said</param>
    <exit on="next" to="bye"/>
  </node>
  <node id="bye" type="hangup"/>
</flow>
"""


@pytest.fixture
def made() -> Release:
    result = compile_flow(Source(FLOW.encode(), "ready.flow.xml"), EverythingWorld())
    assert result.release is not None, [problem.message() for problem in result.problems]
    return result.release


def test_nothing_is_left_to_compile(made: Release) -> None:
    caches = (compiled._expression, compiled._template)
    for cache in caches:
        cache.cache_clear()
    prepare(made)
    before = [cache.cache_info().misses for cache in caches]
    assert before == [2, 2]
    for text in ("unheard_of ~ '1234'", "unheard_of is matches('unheard[0-9]+')"):
        compiled.expression(text)
    for text in ("You said {{ unheard_of|upper }}.", "{{ unheard_of }} was said"):
        compiled.template(text)
    assert [cache.cache_info().misses for cache in caches] == before
    assert set(program_of(made).flow("ready").nodes) == {"say", "ask", "tell", "bye"}


def test_what_is_wrong_is_left_for_the_calls_to_say() -> None:
    wrong = Log(text="{{ unheard_of | no_such_thing }}")
    strange = Go(kind="finish", to="completed")
    prepare(release(flow("main", at("say", wrong, next="bye"), at("bye", strange))))

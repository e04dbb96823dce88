"""Releases at the desk of an engine: taken without a restart, kept by calls, tried out, damaged."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from callwright.choice import share_of
from engine.events import MilestoneReached
from engine.live.host import Assignment
from engine.store.errors import Unreachable
from engine.store.kept_lists import Entry
from engine.store.leading import Lead
from flows.compiler import compile_flow
from flows.package import pack
from flows.release import Release
from flows.world import EverythingWorld
from nodes.channel import CallFacts
from simulator.session import simulate
from tests.callwright.test_desk import Site, errors, until

OUTER = """<flow xmlns="urn:callwright:flow" format="1" name="outer" title="t" language="en" start="part">
  <node id="part" type="subflow">
    <param name="flow">inner</param>
    <param name="returns"><row exit="done"/></param>
    <exit on="done" to="bye"/>
  </node>
  <node id="bye" type="hangup"/>
</flow>
"""
INNER = """<flow xmlns="urn:callwright:flow" format="1" name="inner" title="t" language="en" start="told">
  <node id="told" type="milestone">
    <param name="name">version</param>
    <param name="value">{version}</param>
    <exit on="next" to="done"/>
  </node>
  <node id="done" type="return"><param name="name">done</param></node>
</flow>
"""
CALLERS = [str(number) for number in range(13_800_000_000, 13_800_000_100)]


def made(site: Site, version: int) -> Release:
    """A release in which only the inner flow tells its version."""
    (site.folder / "outer.flow.xml").write_text(OUTER, "utf-8")
    (site.folder / "inner.flow.xml").write_text(INNER.format(version=version), "utf-8")
    release = compile_flow(site.folder / "outer.flow.xml", EverythingWorld()).release
    assert release is not None
    return release


def publish(site: Site, version: int, package: bytes = b"") -> None:
    release = made(site, version)
    leads = [] if site.store.lines() else [Lead("public", "1")]
    site.store.publish("outer", release.digest, package or pack(release), who="ann", leads=leads)


def try_out(site: Site, version: int, percent: float = 0.0, callers: str = "", package: bytes = b"") -> None:
    release = made(site, version)
    data = package or pack(release)
    site.store.try_out("outer", release.digest, data, percent=percent, callers=callers, who="ann")


def ring(site: Site, caller: str = "138") -> Release:
    """What a new call runs."""
    answer = site.desk.assign(CallFacts(f"call-{caller}", caller, called="1", context="public"), None)
    assert isinstance(answer, Assignment)
    return answer.release


def told(release: Release) -> int:
    """The version that a call on the release tells in its inner flow."""
    (version,) = [e.value for e in simulate(release, "").events if isinstance(e, MilestoneReached)]
    return int(version)


def taken(site: Site, version: int) -> Release:
    """What a new call runs, once that is `version`."""
    until(lambda: told(ring(site)) == version)
    return ring(site)


def met(site: Site, version: int) -> set[str]:
    """The callers who meet a version."""
    return {caller for caller in CALLERS if told(ring(site, caller)) == version}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The first version on line 1, and an open desk."""
    opened = Site(tmp_path)
    publish(opened, 1)
    opened.desk.open()
    yield opened
    opened.close()


def in_memory(site: Site) -> int:
    """Versions of the flow that are in memory."""
    gc.collect()
    return sum(isinstance(one, Release) and one.main == "outer" for one in gc.get_objects())


def test_calls_in_progress_keep_what_they_began_with_and_then_it_goes(site: Site) -> None:
    calls = [ring(site)]
    for version in (2, 3):
        publish(site, version)
        calls.append(taken(site, version))
    assert [told(release) for release in calls] == [1, 2, 3]
    assert in_memory(site) == 3
    calls.pop(0)
    assert in_memory(site) == 2
    calls.clear()
    assert in_memory(site) == 1


def test_a_trial_meets_the_same_callers_and_more_of_them(site: Site) -> None:
    try_out(site, 2, percent=20)
    until(lambda: bool(met(site, 2)))
    few = met(site, 2)
    assert few == {caller for caller in CALLERS if share_of("outer", caller) < 20}
    assert met(site, 1) == set(CALLERS) - few
    site.store.share("outer", 60, who="ann")
    until(lambda: met(site, 2) > few)
    site.store.promote("outer", who="ann")
    until(lambda: met(site, 2) == set(CALLERS))
    assert in_memory(site) == 1


def test_a_trial_ends(site: Site) -> None:
    try_out(site, 2, percent=100)
    until(lambda: met(site, 2) == set(CALLERS))
    site.store.stop_trial("outer", who="ann")
    until(lambda: met(site, 1) == set(CALLERS))


def test_a_trial_on_a_list_follows_the_list(site: Site) -> None:
    site.store.make_list("", "staff")
    site.store.add_entries("", "staff", [Entry(CALLERS[5])], who="ann")
    try_out(site, 2, callers="staff")
    until(lambda: met(site, 2) == {CALLERS[5]})
    site.store.add_entries("", "staff", [Entry(CALLERS[9])], who="ann")
    until(lambda: met(site, 2) == {CALLERS[5], CALLERS[9]})


@pytest.mark.parametrize("package", [b"garbage", b"PK\x03\x04"], ids=["garbage", "cut"])
def test_a_damaged_release_is_named_and_not_taken(
    site: Site, caplog: pytest.LogCaptureFixture, package: bytes
) -> None:
    publish(site, 2, package)
    until(lambda: bool(errors(caplog)))
    assert "of flow outer cannot be used" in errors(caplog)[0]
    assert told(ring(site)) == 1
    publish(site, 3)
    until(lambda: told(ring(site)) == 3)
    publish(site, 2)
    until(lambda: told(ring(site)) == 2)


def test_another_release_under_the_name_is_not_taken(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    publish(site, 2, pack(made(site, 9)))
    until(lambda: bool(errors(caplog)))
    assert told(ring(site)) == 1


def test_a_damaged_trial_does_not_take_place(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    try_out(site, 2, percent=100, package=b"garbage")
    until(lambda: bool(errors(caplog)))
    assert met(site, 1) == set(CALLERS)


@pytest.mark.slow
def test_a_locked_store_lets_calls_go_on_and_nobody_publish(site: Site) -> None:
    with closing(sqlite3.connect(site.file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unreachable, match="locked"):
            publish(site, 2)
        assert told(ring(site)) == 1
        other.rollback()
    publish(site, 3)
    until(lambda: told(ring(site)) == 3)

"""The desk of an engine: what answers a call, changes without a restart, and a store that breaks."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text, update

from callwright.desk import StoreDesk
from callwright.outside import Outside
from callwright.settings import Settings
from engine.events import CallFinished
from engine.live.host import Assignment
from engine.position import Position
from engine.refusal import Refusal
from engine.services.calendars import WEEKDAYS
from engine.services.offload import ThreadPool
from engine.store.kept_lists import Entry
from engine.store.lines import Line
from engine.store.routes import route_from
from engine.store.store import Store
from engine.store.tables.lines import calendars
from engine.store.tenants import Tenant
from engine.store.writer import JournalWriter
from flows.compiler import compile_flow
from flows.package import pack
from flows.world import EverythingWorld
from nodes.channel import CallFacts

FLOW = """<flow xmlns="urn:callwright:flow" format="1" name="{name}" title="t" language="en" start="bye">
  <node id="bye" type="hangup"/>
</flow>
"""
OPEN = {"hours": {day: ["00:00-24:00"] for day in WEEKDAYS}}
PATIENCE = 10.0


class Site:
    """A store with published flows, and the desk of one engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "store.sqlite"
        self.store = Store.create(f"sqlite:///{self.file}")
        for name in ("day", "night", "vip-line", "full"):
            self.publish(name)
        self.engine = self.store.sign_on("here", 1)
        self.journals = JournalWriter(self.store)
        settings = Settings(folder=folder, calendars={"office": OPEN})
        self.outside = Outside(settings, self.store)
        self.desk = StoreDesk(self.store, self.outside, self.journals, ThreadPool(2), engine=self.engine)

    def publish(self, name: str) -> None:
        file = self.folder / f"{name}.flow.xml"
        file.write_text(FLOW.format(name=name), encoding="utf-8")
        release = compile_flow(file, EverythingWorld()).release
        assert release is not None
        self.store.publish(name, release.digest, pack(release), who="eve")

    def line(self, number: str, *routes: str, most: int = 0, full: str = "", tenant: str = "") -> None:
        line = Line(number, "day", tenant=tenant, routes=tuple(map(route_from, routes)), most=most, full=full)
        self.store.add_line(line, calendars=self.outside.settings.calendars)

    def ring(self, called: str, caller: str = "138", call: str = "c1") -> str:
        """What answers: the name of a flow, the result of a refusal, or nobody."""
        answer = self.desk.assign(CallFacts(call, caller, called=called, context="public"), None)
        if isinstance(answer, Assignment):
            return answer.release.main
        return answer.result if answer else "nobody"

    def assigned(self, called: str, call: str, position: Position | None = None) -> Assignment:
        answer = self.desk.assign(CallFacts(call, "138", called=called, context="public"), position)
        assert isinstance(answer, Assignment)
        return answer

    def close(self) -> None:
        self.desk.close()
        self.journals.close()
        self.outside.close()
        self.store.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.close()


def until(found: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_hours_and_lists_decide(site: Site) -> None:
    site.store.make_list("", "blacklist")
    site.store.make_list("", "vip")
    site.store.add_entries("", "blacklist", [Entry("110")], who="eve")
    site.store.add_entries("", "vip", [Entry("12.")], who="eve")
    site.store.add_calendar("", "never", {}, who="eve")
    site.line("1", "list blacklist -> refuse", "list vip -> vip-line", "calendar never is closed -> night")
    site.line("2", "calendar office is closed -> night")
    site.line("3", "calendar office is open -> gone")
    site.desk.open()
    assert [site.ring("1", caller) for caller in ("110", "120", "138")] == ["refused", "vip-line", "night"]
    assert site.ring("2") == "day"
    assert site.ring("3") == "day"
    assert site.ring("4") == "nobody"
    refusal = site.desk.assign(CallFacts("c", "110", called="1", context="public"), None)
    assert isinstance(refusal, Refusal)
    assert (refusal.cause, refusal.notice) == ("CALL_REJECTED", "")


def test_changes_are_seen_without_a_restart(site: Site) -> None:
    site.store.make_list("", "blacklist")
    site.line("1", "list blacklist -> refuse", "calendar office is closed -> night")
    site.desk.open()
    assert site.ring("1") == "day"
    site.store.add_calendar("", "office", {}, who="eve")
    until(lambda: site.ring("1") == "night")
    site.store.add_entries("", "blacklist", [Entry("138")], who="eve")
    until(lambda: site.ring("1") == "refused")
    line = site.store.line("public", "1")
    site.store.change_line(replace(line, routes=(), flow="vip-line"))
    until(lambda: site.ring("1") == "vip-line")
    site.store.remove_line("public", "1")
    until(lambda: site.ring("1") == "nobody")


def test_a_call_asks_the_calendars_of_its_tenant_as_they_stand(site: Site) -> None:
    site.store.add_tenant(Tenant("west", zone="Asia/Urumqi", languages=("ug",)))
    site.line("1", tenant="west")
    site.desk.open()
    answer = site.assigned("1", "c")
    assert answer.languages == ("ug",)
    assert str(answer.services.clock.now().tzinfo) == "Asia/Urumqi"
    now = datetime.now(UTC)
    assert answer.services.calendars.state("office", now) == "open"
    site.store.add_calendar("west", "office", {}, who="eve")
    until(lambda: answer.services.calendars.state("office", now) == "closed")


def test_a_full_line(site: Site) -> None:
    site.line("1", most=2)
    site.line("2", most=1, full="full")
    site.line("3", most=1, full="gone")
    site.desk.open()
    assert [site.ring("1", call=call) for call in "abc"] == ["day", "day", "line_full"]
    assert [site.ring("2", call=call) for call in "de"] == ["day", "full"]
    assert [site.ring("3", call=call) for call in "fg"] == ["day", "line_full"]
    refusal = site.desk.assign(CallFacts("c", "138", called="1", context="public"), None)
    assert isinstance(refusal, Refusal)
    assert (refusal.cause, refusal.notice, refusal.languages) == ("USER_BUSY", "line_full", ("en", "zh-CN"))
    assert refusal.services.speech.system("line_full", "zh-CN")[0].text == "线路繁忙，请稍后再拨。"


def test_the_last_event_of_a_call_gives_its_seat_back(site: Site) -> None:
    site.line("1", most=1)
    site.desk.open()
    first = site.assigned("1", "a")
    assert site.ring("1", call="b") == "line_full"
    first.journal(CallFinished(1.0, "completed", 1.0))
    first.close()
    until(lambda: site.store.seats("public", "1") == 0)
    assert site.ring("1", call="b") == "day"


def test_a_call_that_goes_on_here_brings_its_seat_and_its_release(site: Site) -> None:
    site.line("1", most=1)
    site.desk.open()
    other = site.store.sign_on("there", 2)
    assert site.store.take_seat("a", "public", "1", 1, engine=other)
    digest = site.store.published()["night"]
    position = Position(digest, "a", 1, (), elapsed=3.0)
    answer = site.assigned("1", "a", position)
    assert answer.release.main == "night"
    site.store.sign_off(other)
    until(lambda: site.store.seats("public", "1") == 1)
    assert site.ring("1", call="b") == "line_full"
    answer.journal(CallFinished(4.0, "completed", 4.0))
    until(lambda: site.ring("1", call="b") == "day")


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_calendar_that_is_garbage_stays_as_it_was(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.store.add_calendar("", "never", {}, who="eve")
    site.line("1", "calendar never is closed -> night")
    site.desk.open()
    for garbage in ("{", "[]", '{"hours": 5}', '{"days": [{"date": []}]}'):
        with site.store._engine.begin() as connection:
            connection.execute(update(calendars).values(data=garbage))
        before = site.desk.board.revisions.calendars
        site.store.add_calendar("", f"n{before}", OPEN, who="eve")
        with site.store._engine.begin() as connection:
            connection.execute(update(calendars).where(calendars.c.name == "never").values(data=garbage))
        until(lambda before=before: site.desk.board.revisions.calendars > before)  # type: ignore[misc]
        assert site.ring("1") == "night"
    assert any("calendar never stays as it was" in message for message in errors(caplog))


def test_a_store_of_a_newer_program_leaves_the_board(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.line("1")
    site.desk.open()
    with site.store._engine.begin() as connection:
        connection.execute(text("UPDATE callwright_version SET version_num = '9999'"))
    until(lambda: bool(errors(caplog)))
    time.sleep(1.0)
    assert site.ring("1") == "day"
    assert len(errors(caplog)) == 1
    assert "is of version 9999, unknown here: update callwright" in errors(caplog)[0]


def test_a_store_that_has_gone_leaves_the_board(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.line("1")
    site.desk.open()
    with site.store._engine.begin() as connection:
        connection.execute(text("ALTER TABLE revision RENAME TO elsewhere"))
    until(lambda: bool(errors(caplog)))
    assert site.ring("1") == "day"
    with site.store._engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO revision"))
    until(lambda: "the store answers again" in caplog.messages)
    assert len(errors(caplog)) == 1
    site.line("2")
    until(lambda: site.ring("2") == "day")


def test_what_somebody_wrote_into_the_tables_by_hand(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.line("1")
    site.desk.open()
    with site.store._engine.begin() as connection:
        connection.execute(text("UPDATE lines SET zone = 'Nowhere', most = -5, languages = '  '"))
        connection.execute(text("INSERT INTO routes VALUES (1, 1, 'moon', 'full', 'x', 'night')"))
        connection.execute(text("UPDATE revision SET number = number + 1"))
    before = site.desk.board.revisions.lines
    until(lambda: site.desk.board.revisions.lines > before or bool(errors(caplog)))
    assert site.ring("1") == "day"

"""Real SIP calls to the sample line: keys as RFC 2833, a complaint that is spoken, hostile callers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from callwright.samples import SAMPLE, copy_sample
from tests.live.engines import CONTEXT, Caller, Engine, Project, entrance
from tests.live.listening import listened
from tests.live.telephone import Press, Speak, Telephone
from tests.switch import Switch

pytestmark = pytest.mark.live

NUMBER = "12345"
CLOSED = "12346"
"""The same line in a project whose office is never open."""
SECONDS = 4.0


@dataclass(frozen=True)
class Line:
    """The sample line behind a running engine."""

    project: Project
    engine: Engine

    def caller(self, switch: Switch, number: str) -> Caller:
        """The journal of whoever called from `number`."""
        return Caller(switch, self.project.store_url, number, "")


def sample_project(folder: Path, *, open_: bool) -> Project:
    """The sample, its office always open or never."""
    copy_sample(folder, "sample")
    settings = folder / "callwright.toml"
    text = settings.read_text(encoding="utf-8")
    head, _, tail = text.partition("[calendars.office.hours]")
    rest = tail[tail.index("# --- Who speaks") :]
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    hours = "\n".join(f'{day} = ["00:00-24:00"]' for day in days if open_)
    project = Project(folder)
    # The hours are no part of a release; the call scripts that are rung for it know the real ones.
    project.publish(SAMPLE, NUMBER)
    settings.write_text(f"{head}[calendars.office.hours]\n{hours}\n\n{rest}", encoding="utf-8")
    return project


def serve(switch: Switch, project: Project) -> Iterator[Line]:
    switch.extension(NUMBER, [("transfer", f"{NUMBER} XML {CONTEXT}")])
    engine = project.engine()
    try:
        engine.start()
        with entrance(switch, project, (engine,)):
            yield Line(project, engine)
            switch.api("hupall")
    finally:
        engine.stop()


@pytest.fixture(scope="module")
def open_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return sample_project(tmp_path_factory.mktemp("open") / "sample", open_=True)


@pytest.fixture(scope="module")
def closed_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return sample_project(tmp_path_factory.mktemp("closed") / "sample", open_=False)


@pytest.fixture
def line(switch: Switch, open_project: Project) -> Iterator[Line]:
    """The sample line in office hours."""
    yield from serve(switch, open_project)


@pytest.fixture
def closed_line(switch: Switch, closed_project: Project) -> Iterator[Line]:
    """The sample line outside them."""
    yield from serve(switch, closed_project)


@pytest.fixture
def telephone(switch: Switch, tmp_path: Path) -> Telephone:
    """A SIP telephone."""
    return Telephone(tmp_path, switch.sip_port)


def test_a_complaint_is_spoken_written_and_numbered(line: Line, telephone: Telephone, switch: Switch) -> None:
    caller = "13800138001"
    acts: list[Press | Speak] = [
        Press(1.5, "2"),  # into the welcome: automatic services,
        Press(1.9, "2"),  # typed ahead: a complaint
        Press(4.0, "1"),  # street cleaning
        Press(6.5, "1"),  # yes
        Press(8.5, "5"),  # any key: no need to hear how to speak
        Speak(9.6, SECONDS),
        Press(9.6 + SECONDS + 0.4, "#"),
        Press(16.5, "3"),  # hand it in
    ]
    telephone.call(NUMBER, acts, hang_up=21.0, caller=caller)
    called = line.caller(switch, caller)
    assert called.ends() == "hung_up"
    pressed = [event.to_json()["key"] for event in called.of("key_pressed")]
    assert pressed == ["2", "2", "1", "1", "3"]
    assert any(event.to_json()["name"] == "complaint_filed" for event in called.of("milestone"))

    with closing(sqlite3.connect(line.project.folder / "data" / "hotline.sqlite")) as database:
        found = database.execute(
            "SELECT number, state, category, department FROM complaints WHERE telephone = ?", (caller,)
        ).fetchall()
    assert len(found) == 1
    assert found[0][1:] == ("received", "1", "urban")
    assert re.fullmatch(r"TS\d{14}", found[0][0])

    (recorded,) = called.of("recorded")
    path = Path(recorded.to_json()["path"])
    seconds, loudness, hertz = listened(path)
    assert recorded.to_json()["ended"] == "key"
    assert SECONDS < seconds < SECONDS + 2.5
    assert loudness > 3000
    assert 380 < hertz < 420


def test_out_of_hours_the_line_offers_a_message(
    closed_line: Line, telephone: Telephone, switch: Switch
) -> None:
    caller = "13800138002"
    acts: list[Press | Speak] = [Press(1.5, "1"), Press(4.0, "5"), Speak(5.2, SECONDS)]
    telephone.call(NUMBER, acts, hang_up=10.0, caller=caller)
    called = closed_line.caller(switch, caller)
    called.ends()
    assert [event.to_json()["ended"] for event in called.of("recorded")] == ["hangup"]
    assert called.visits("closed") == 1 and called.visits("main") == 0
    messages = closed_line.project.rows("callwright", "SELECT box, details FROM messages")
    assert [box for box, details in messages if caller in str(details)] == ["mailbox"]


def test_a_whole_call_to_its_end_by_the_flow(line: Line, telephone: Telephone, switch: Switch) -> None:
    caller = "13800138003"
    acts: list[Press | Speak] = [
        Press(1.0, "2"),
        Press(1.3, "5"),
        Press(3.5, "1"),
        Press(5.5, "5"),
        Press(8.0, "#"),
    ]
    telephone.call(NUMBER, acts, caller=caller)
    called = line.caller(switch, caller)
    assert called.ends() == "completed"
    assert [event.to_json()["value"] for event in called.of("milestone")] == ["5"]


def test_a_number_that_nobody_has_is_refused(line: Line, telephone: Telephone, switch: Switch) -> None:
    switch.extension("999", [("transfer", f"999 XML {CONTEXT}")])
    telephone.call("999", answer=404, caller="13800138009")
    assert "no line has the number '999'" in line.engine.log()

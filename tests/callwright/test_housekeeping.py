"""What has been kept long enough goes, and nothing else; no file outside the folder of recordings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from callwright.housekeeping import Gone, Housekeeper, Stopped, Until
from callwright.settings import Retention, Settings
from callwright.settings import load as load_settings
from engine.events import CallFinished, CallStarted, KeyPressed, RecordingMade
from engine.store.journals import Written
from engine.store.positions import Kept
from engine.store.store import Store
from nodes.services import Message
from tests.callwright.conftest import Run

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
SETTINGS = """[store]
url = "sqlite:///store.sqlite"
[folders]
recordings = "recordings"
[connections.own]
url = "sqlite:///own.sqlite"
[connections.lost]
url = "sqlite:///lost.sqlite"
[connections.web]
kind = "http"
url = "http://127.0.0.1:9"
"""


class House:
    """A project with calls of any age."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "callwright.toml").write_text(SETTINGS, "utf-8")
        self.settings: Settings = load_settings(str(folder / "callwright.toml"))
        self.recordings = folder / "recordings"
        self.store = Store.create(self.settings.store_url)
        with closing(sqlite3.connect(folder / "own.sqlite")) as own:
            own.execute("CREATE TABLE callwright_effects (step VARCHAR(190) PRIMARY KEY, at TIMESTAMP)")
            own.commit()

    def sound(self, name: str) -> str:
        """A sound file of 100 bytes in the folder of recordings."""
        file = self.recordings / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * 100)
        return str(file)

    def call(self, id_: str, days: int, *paths: str) -> None:
        """A call that began so many days ago and made recordings at `paths`."""
        at = (NOW - timedelta(days=days)).replace(tzinfo=UTC).isoformat()
        journal = [
            CallStarted(0, id_, "139", "12345", "line", "main", "digest", at),
            KeyPressed(1, "recorded", "1"),
            *(RecordingMade(2, "take", "key", 3.0, path) for path in paths),
            CallFinished(3, "completed", 3.0),
        ]
        self.store.append_events([Written(id_, id_, n, event) for n, event in enumerate(journal)])

    def message(self, step: str, days: int, path: str) -> None:
        """A message that was kept so many days ago."""
        id_ = self.store.keep_message(Message("box", path, 3.0, step))
        self._age("messages", "id", id_, days)

    def steps(self, step: str, days: int) -> None:
        """A number taken, and effects done, so many days ago, in the store and in the database `own`."""
        self.store.next_number("tickets", "2026", step=step)
        self.store.claim(step)
        self._age("numbers", "step", step, days)
        self._age("effects", "step", step, days)
        with closing(sqlite3.connect(self.folder / "own.sqlite")) as own:
            at = (NOW - timedelta(days=days)).isoformat(" ")
            own.execute("INSERT INTO callwright_effects VALUES (?, ?)", (step, at))
            own.commit()

    def _age(self, table: str, key: str, value: str, days: int) -> None:
        at = (NOW - timedelta(days=days)).isoformat(" ") + ".000000"
        with self.store._engine.begin() as connection:
            connection.execute(
                text(f"UPDATE {table} SET at = :at WHERE {key} = :key"), {"at": at, "key": value}
            )

    def tidy(
        self, journals: int = 0, recordings: int = 0, records: int = 0, *, dry: bool = False
    ) -> list[Gone]:
        """Keep house."""
        until = Until.of(Retention(journals=journals, recordings=recordings, records=records))
        return Housekeeper(self.settings, self.store, dry=dry).tidy(until)

    def counts(self, *ages: int, dry: bool = False) -> dict[str, int]:
        """What goes of each kind."""
        return {gone.what: gone.count for gone in self.tidy(*ages, dry=dry) if gone.count}

    @property
    def calls(self) -> list[str]:
        return sorted(call.id for call in self.store.calls())

    @property
    def files(self) -> list[str]:
        return sorted(str(f.relative_to(self.recordings)) for f in self.recordings.rglob("*") if f.is_file())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.store.close()


def test_journals_go_when_their_time_is_over(house: House) -> None:
    for number in range(45):
        house.call(f"old-{number}", 40)
    house.call("young", 10)
    assert house.counts(30) == {"calls": 45, "events": 135}
    assert house.calls == ["young"] and len(house.store.events("young")) == 3
    assert not house.store.events("old-7")
    assert house.counts(30) == {}


def test_recordings_go_before_their_journals(house: House) -> None:
    house.call("old", 40, house.sound("trial/20260101/a.wav"), house.sound("trial/20260101/b.wav"))
    house.call("young", 10, house.sound("trial/20260131/c.wav"))
    [recordings] = [gone for gone in house.tidy(0, 30) if gone.count]
    assert (recordings.what, recordings.count, recordings.bytes) == ("recordings", 2, 200)
    assert house.files == ["trial/20260131/c.wav"] and house.calls == ["old", "young"]
    assert not (house.recordings / "trial/20260101").exists()
    assert house.counts(0, 30) == {}


def test_a_recording_goes_with_its_journal_unless_recordings_stay_for_ever(house: House) -> None:
    house.call("old", 40, house.sound("a.wav"))
    assert house.counts(30, 0) == {"calls": 1, "events": 4}
    assert house.files == ["a.wav"]
    house.call("older", 41, house.sound("b.wav"))
    assert house.counts(30, 300) == {"calls": 1, "events": 4, "recordings": 1}
    assert house.files == ["a.wav"]


def test_a_message_has_a_time_of_its_own(house: House) -> None:
    path = house.sound("box/a.wav")
    house.call("old", 40, path)
    house.message("old:1", 20, path)
    assert house.counts(30, 30) == {"calls": 1, "events": 4}
    assert house.files == ["box/a.wav"]
    assert house.counts(30, 15) == {"messages": 1, "recordings": 1}
    assert house.files == [] and house.store.messages("box") == []


def test_steps_are_forgotten_and_series_go_on(house: House) -> None:
    for step, days in (("a:1", 40), ("b:1", 40), ("c:1", 10)):
        house.steps(step, days)
    expected = {"numbers": 2, "effects": 2, "effects of own": 2}
    assert house.counts(0, 0, 30, dry=True) == expected
    assert house.counts(0, 0, 30) == expected
    assert house.store.next_number("tickets", "2026", step="c:1") == 3
    assert house.store.next_number("tickets", "2026", step="a:1") == 4
    assert house.store.claim("a:1") and not house.store.claim("c:1")


def test_a_database_that_is_down_is_named_and_stops_nothing(house: House) -> None:
    house.steps("a:1", 40)
    gone = {each.what: each for each in house.tidy(0, 0, 30)}
    assert gone["effects of own"].count == 1
    assert "lost.sqlite" in gone["effects of lost"].failed[0]


def test_a_dry_run_changes_nothing(house: House) -> None:
    path = house.sound("box/a.wav")
    house.call("old", 40, house.sound("b.wav"))
    house.call("boxed", 40, path)
    house.message("boxed:1", 40, path)
    would = house.counts(30, 30, 30, dry=True)
    assert would == {"calls": 2, "events": 8, "recordings": 2, "messages": 1}
    assert house.calls == ["boxed", "old"] and house.files == ["b.wav", "box/a.wav"]
    assert house.counts(30, 30, 30) == would
    assert house.calls == [] and house.files == []


def test_a_dry_run_counts_what_goes_with_journals(house: House) -> None:
    house.call("old", 40, house.sound("a.wav"))
    for dry in (True, False):
        assert house.counts(30, 300, dry=dry) == {"calls": 1, "events": 4, "recordings": 1}


def test_for_ever_is_for_ever(house: House) -> None:
    house.call("old", 4000, house.sound("a.wav"))
    house.steps("a:1", 4000)
    assert house.tidy(0, 0, 0) == []


@pytest.mark.parametrize("kind", ["outside", "beside", "relative", "dots", "link", "linked folder", "folder"])
def test_no_file_outside_the_folder_is_touched(house: House, kind: str, tmp_path: Path) -> None:
    house.sound("kept.wav")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    victim = elsewhere / "victim.wav"
    victim.write_bytes(b"keep me")
    (tmp_path / "recordings-2").mkdir()
    beside = tmp_path / "recordings-2" / "victim.wav"
    beside.write_bytes(b"keep me")
    (house.recordings / "link.wav").symlink_to(victim)
    (house.recordings / "linked").symlink_to(elsewhere, target_is_directory=True)
    (house.recordings / "a folder").mkdir()
    path = {
        "outside": str(victim),
        "beside": str(beside),
        "relative": "elsewhere/victim.wav",
        "dots": f"{house.recordings}/../elsewhere/victim.wav",
        "link": f"{house.recordings}/link.wav",
        "linked folder": f"{house.recordings}/linked/victim.wav",
        "folder": f"{house.recordings}/a folder",
    }[kind]
    house.call("old", 40, path)
    house.message("old:1", 40, path)
    [recordings] = [gone for gone in house.tidy(30, 30) if gone.what == "recordings"]
    assert (recordings.count, recordings.failed) == (0, [])
    assert victim.read_bytes() == beside.read_bytes() == b"keep me"
    assert (house.recordings / "link.wav").is_symlink() and (house.recordings / "a folder").is_dir()
    assert house.calls == []


def test_a_file_that_cannot_be_deleted_is_named_and_stops_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    stubborn, other = house.sound("a/stubborn.wav"), house.sound("b/other.wav")
    house.call("one", 41, stubborn)
    house.call("two", 40, other)
    house.message("three", 40, house.sound("c/message.wav"))
    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self.name == "stubborn.wav":
            raise PermissionError(13, "Permission denied", str(self))
        unlink(self, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        gone = {each.what: each for each in house.tidy(30, 30)}
    assert gone["recordings"].count == 2 and gone["calls"].count == 1
    [failed] = gone["recordings"].failed
    assert stubborn in failed
    assert house.files == ["a/stubborn.wav"] and house.calls == ["one"]
    assert house.counts(30, 30) == {"recordings": 1, "calls": 1, "events": 4}


def test_it_stops_when_the_engine_ends(house: House) -> None:
    for number in range(45):
        house.call(f"old-{number}", 40)
    keeper = Housekeeper(house.settings, house.store, stopped=lambda: True)
    with pytest.raises(Stopped):
        keeper.tidy(Until.of(Retention(journals=30, recordings=0, records=0)))
    assert 0 < len(house.store.calls()) < 45


def test_one_engine_does_a_chore_and_only_when_it_is_due(house: House) -> None:
    store = house.store
    assert store.begin_chore("tidy", 3600, "one")
    assert not store.begin_chore("tidy", 3600, "two")
    assert store.begin_chore("tidy", 0, "two")
    assert store.begin_chore("other", 3600, "one")


def test_calls_that_lost_every_trace_are_closed(house: House) -> None:
    at = (NOW - timedelta(days=1)).replace(tzinfo=UTC).isoformat()
    started = CallStarted(0, "lost", "139", "12345", "line", "main", "digest", at)
    house.store.append_events([Written("lost", "lost", 1, started)])
    house.call("done", 1)
    talking = CallStarted(0, "talking", "139", "12345", "line", "main", "digest", at)
    on_its_way = Kept("talking", "an engine", "switch", "", True)
    house.store.append_events([Written("talking", "talking", 1, talking)], [on_its_way])
    assert house.store.close_calls(NOW - timedelta(hours=5), "engine_lost") == 1
    assert house.store.call("lost").result == "engine_lost" and house.store.call("lost").seconds is not None
    assert house.store.call("done").result == "completed"
    assert house.store.call("talking").seconds is None
    assert house.store.close_calls(NOW - timedelta(hours=5), "engine_lost") == 0


def test_dead_engines_without_calls_are_forgotten(house: House) -> None:
    dead, alive = house.store.sign_on("host", 1), house.store.sign_on("host", 2)
    with house.store._engine.begin() as connection:
        connection.execute(
            text("UPDATE engines SET seen = '2026-01-01 00:00:00' WHERE id = :id"), {"id": dead}
        )
    assert house.store.drop_engines() == 1
    assert [engine.id for engine in house.store.engines()] == [alive]


def test_the_command(house: House, run: Run) -> None:
    house.call("old", 400, house.sound("a.wav"))
    house.call("young", 40, house.sound("b.wav"))
    config = ("--config", house.folder / "callwright.toml")
    (house.folder / "lost.sqlite").touch()
    dry = run(*config, "--lang", "en", "tidy", "--dry-run")
    assert dry.status == 0 and "would go" in dry.out and house.calls == ["old", "young"]
    done = run(*config, "--lang", "en", "tidy", "--json")
    found = {row["what"]: (row["count"], row["bytes"]) for row in json.loads(done.out)}
    assert done.status == 0 and found["calls"] == (1, 0) and found["recordings"] == (1, 100)
    older = run(*config, "--lang", "zh", "tidy", "--older-than", "30d")
    assert older.status == 0 and "通话" in older.out and house.calls == [] and house.files == []
    refused = run(*config, "--lang", "en", "tidy", "--older-than", "2h")
    assert refused.status == 2 and "younger than a day" in refused.err

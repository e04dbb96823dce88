"""The project around a flow's file, and what its store holds: read behind the author's back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from callwright.cli import main
from flowdesigner.properties.project import Project
from flowdesigner.session.kept import STORE, KeptNames, has_store, kept_names
from flowdesigner.session.project import flows_folder, project_of, settings_file

SETTINGS = '[folders]\nflows = "lines"\n[calendars.office.hours]\nmonday = ["08:00-12:00"]\n'


def test_the_project_around_a_file(tmp_path: Path) -> None:
    (tmp_path / "callwright.toml").write_text(SETTINGS)
    file = tmp_path / "lines" / "a.flow.xml"
    found = project_of(file)
    assert found is not None and found[0] == tmp_path and "office" in found[1]["calendars"]
    assert settings_file(file) == tmp_path / "callwright.toml"
    assert flows_folder(file) == tmp_path / "lines" and flows_folder(None) is None
    (tmp_path / "callwright.toml").write_text("[")
    assert project_of(file) == (tmp_path, {})
    (tmp_path / "callwright.toml").unlink()
    assert project_of(file) == (tmp_path / "lines", {})
    assert settings_file(file) is None and project_of(None) is None


def test_settings_that_were_changed_are_read_again(tmp_path: Path) -> None:
    project = Project()
    project.file = tmp_path / "a.flow.xml"
    assert project.connections() == {}
    (tmp_path / "callwright.toml").write_text("[connections.a]\nurl='x'\n")
    assert project.connections() == {"a": "database"}
    (tmp_path / "callwright.toml").write_text("connections = 3\ncalendars = 'x'\n")
    assert project.connections() == {} and project.calendars() == []
    (tmp_path / "callwright.toml").write_text("[connections]\na = 3\n[connections.crm]\nkind = 'http'\n")
    assert project.connections() == {"a": "database", "crm": "http"}


def test_there_is_a_store_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STORE, raising=False)
    assert not has_store(tmp_path, {}) and not has_store(tmp_path, {"store": {"url": 3}})
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "callwright.sqlite").touch()
    assert has_store(tmp_path, {}) and not has_store(tmp_path, {"store": {"url": "sqlite:///other.sqlite"}})
    assert has_store(tmp_path, {"store": {"url": "postgresql+psycopg://host/callwright"}})
    monkeypatch.setenv(STORE, "sqlite:///other.sqlite")
    assert not has_store(tmp_path, {})
    (tmp_path / "other.sqlite").touch()
    assert has_store(tmp_path, {"store": {"url": "sqlite:///gone.sqlite"}})


def test_a_store_that_does_not_answer_may_hold_anything(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "callwright.toml").write_text('[store]\nurl = "sqlite:///broken.sqlite"\n')
    (tmp_path / "broken.sqlite").write_text("this is no database, but a text that is long enough " * 20)
    kept = KeptNames()
    kept.ask(tmp_path, {"store": {"url": "sqlite:///broken.sqlite"}}, "calendar")
    assert kept.asking
    qtbot.waitUntil(lambda: not kept.asking, timeout=20_000)
    assert kept.of(tmp_path, "calendar") is None


def test_nothing_is_made_where_there_is_no_store(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "callwright.toml").write_text(SETTINGS)
    kept = KeptNames()
    kept.ask(tmp_path, {}, "line")
    assert not kept.asking and kept.of(tmp_path, "line") == frozenset()
    assert [each.name for each in tmp_path.iterdir()] == ["callwright.toml"]


def test_calendars_and_lines_of_the_store_are_offered(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "callwright.toml").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    for words in (["calendar", "add", "holidays"], ["line", "add", "12345", "hotline"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert not ended.value.code
    owner = QObject()
    kept = kept_names(owner)
    assert kept_names(owner) is kept
    project = Project(kept)
    project.file = tmp_path / "lines" / "a.flow.xml"
    assert project.calendars() == ["office"] and project.lines() == []
    qtbot.waitUntil(lambda: not kept.asking, timeout=30_000)
    assert project.calendars() == ["office", "holidays"]
    assert project.lines() == ["12345"]
    kept.end()


def test_a_question_goes_with_the_window(tmp_path: Path) -> None:
    (tmp_path / "callwright.toml").write_text('[store]\nurl = "postgresql+psycopg://127.0.0.1:1/none"\n')
    kept = KeptNames()
    project = Project(kept)
    project.file = tmp_path / "a.flow.xml"
    assert project.calendars() == []
    kept.end()
    assert not kept.asking

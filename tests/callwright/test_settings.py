"""Settings from callwright.toml and the environment, and what is said of one that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from callwright import overriding
from callwright.errors import BadThing
from callwright.settings import load
from tests.callwright.conftest import Run

IGNORED = {
    "CALLWRIGHT_FOO_BAR": "",
    "CALLWRIGHT_STORE_URLL": "CALLWRIGHT_STORE_URL",
    "CALLWRIGHT_LIVE_TOKN": "CALLWRIGHT_LIVE_TOKEN",
    "CALLWRIGHT_STOR_URL": "CALLWRIGHT_STORE_URL",
    "CALLWRIGHT_CONNECTION_WEB_URL": "CALLWRIGHT_CONNECTIONS_WEB_URL",
    "CALLWRIGHT_CONNECTIONS_WEB_TOKN": "CALLWRIGHT_CONNECTIONS_WEB_TOKEN",
    "CALLWRIGHT_STORE": "",
    "CALLWRIGHT_FILE_X": "",
}
"""Variables that are no settings, with the one that is meant."""


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No warning was given yet, and no project is near."""
    monkeypatch.setattr(overriding, "_warned", set())
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("name", "meant"), IGNORED.items(), ids=IGNORED)
def test_a_variable_that_is_no_setting_is_warned_of_once(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(name, "1")
    told = run("sounds", "list").err
    assert told.count(f"warning: {name} is ignored: there is no such setting") == 1
    assert (f"; is {meant} meant?" in told) is bool(meant)


def test_it_is_warned_of_in_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLWRIGHT_STORE_URLL", "1")
    told = run("--lang", "zh", "sounds", "list").err
    assert "警告：CALLWRIGHT_STORE_URLL 未采用：没有这个设置，是否为 CALLWRIGHT_STORE_URL？" in told


def test_variables_that_are_settings_are_taken_in_silence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLWRIGHT_LIVE_FALLBACK", "100")
    monkeypatch.setenv("CALLWRIGHT_RECOVERY", "x")
    monkeypatch.setenv("CALLWRIGHT_CONNECTIONS_CITY_WEB_URL", "sqlite://")
    monkeypatch.setenv("CALLWRIGHT_CONNECTIONS_CITY_WEB_READ_ONLY", "yes")
    monkeypatch.setenv("CALLWRIGHT_SPEECH_ZH_VOICE", "zf_001")
    monkeypatch.setenv("CALLWRIGHT_CALENDARS_OFFICE_ZONE", "UTC")
    settings = load()
    assert settings.live.fallback == "100"
    assert settings.connections["city_web"].read_only
    assert settings.speech["zh"].voice == "zf_001"
    assert settings.calendars == {"office": {"zone": "UTC"}}
    assert "warning" not in run("sounds", "list").err


WRONG = {
    "[stoer]": r"stoer: there is no such setting; is store meant\?",
    '[store]\nurll = "x"': r"store\.urll: there is no such setting; is url meant\?",
    '[connections.web]\nurl = "x"\npasword = "x"': r"connections\.web\.pasword: .* is password meant\?",
    '[project]\nzone = "Asia/Peking"': r"project\.zone: there is no time zone Asia/Peking; write one such as",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items())
def test_a_wrong_key_of_the_file_is_named_with_the_nearest(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "callwright.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadThing, match=f"callwright.toml: {told}"):
        load()


def test_a_wrong_value_of_the_environment_is_named_by_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "callwright.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("CALLWRIGHT_RETENTION_JOURNALS", "soon")
    with pytest.raises(BadThing, match=r"^CALLWRIGHT_RETENTION_JOURNALS: retention\.journals: "):
        load()


@pytest.mark.parametrize(
    ("text", "variable", "key"),
    [
        ("store = 3", "CALLWRIGHT_STORE_URL", "store"),
        ("connections = 3", "CALLWRIGHT_CONNECTIONS_WEB_URL", "connections"),
        ("[connections]\nweb = 3", "CALLWRIGHT_CONNECTIONS_WEB_URL", "connections.web"),
    ],
)
def test_what_is_no_section_is_named_whatever_the_environment_says(
    text: str, variable: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "callwright.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv(variable, "sqlite:///x.sqlite")
    with pytest.raises(BadThing, match=f"{key}: "):
        load(str(file))

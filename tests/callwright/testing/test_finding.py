"""Which scripts are found, and which flow each of them rings."""

from __future__ import annotations

from pathlib import Path

import pytest

from callwright.errors import BadThing
from callwright.settings import Project, Settings
from callwright.testing.finding import flow_beside, script_files
from callwright.testing.pairing import flow_for

FLOW = '<flow xmlns="urn:callwright:flow" format="1" name="{}" language="en" start="a">{}</flow>'
ENTERS = '<node id="{0}" type="subflow"><param name="flow">{0}</param></node>'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three flows, of which `main` enters the others."""
    flows = tmp_path / "flows"
    flows.mkdir()
    inside = {"main": ENTERS.format("poll") + ENTERS.format("poll-short"), "poll": "", "poll-short": ""}
    for name, nodes in inside.items():
        (flows / f"{name}.flow.xml").write_text(FLOW.format(name, nodes), encoding="utf-8")
    for name in ("main", "main.night", "poll", "poll-short", "poll-short.en", "demo"):
        (flows / f"{name}.calls.yaml").write_text("", encoding="utf-8")
    for hidden in (".venv", "node_modules/x"):
        (tmp_path / hidden).mkdir(parents=True)
        (tmp_path / hidden / "main.calls.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return flows


def names(paths: list[Path]) -> list[str]:
    return [path.name.removesuffix(".calls.yaml") for path in paths]


def test_a_folder_is_searched_but_for_what_is_hidden(folder: Path) -> None:
    everything = ["demo", "main", "main.night", "poll", "poll-short", "poll-short.en"]
    assert sorted(names(script_files([]))) == everything
    assert sorted(names(script_files(["flows", "flows/poll.calls.yaml"]))) == everything


def test_a_flow_stands_for_its_scripts(folder: Path) -> None:
    assert names(script_files(["flows/main.flow.xml"])) == ["main", "main.night"]
    assert names(script_files(["flows/poll.flow.xml"])) == ["poll"]


@pytest.mark.parametrize("path", ["none", "flows/main.flow.txt", ".venv/bin"])
def test_where_there_is_nothing_to_test(folder: Path, path: str) -> None:
    (folder / "main.flow.txt").write_text("", encoding="utf-8")
    (folder.parent / ".venv" / "bin").mkdir()
    with pytest.raises(BadThing) as error:
        script_files([path])
    assert error.value.cure


@pytest.mark.parametrize(
    ("script", "flow"),
    [
        ("main", "main"),
        ("main.night", "main"),
        ("poll", "poll"),
        ("poll-short", "poll-short"),
        ("poll-short.en", "poll-short"),
    ],
)
def test_the_name_of_a_script_says_its_flow(folder: Path, script: str, flow: str) -> None:
    assert flow_beside(folder / f"{script}.calls.yaml") == folder / f"{flow}.flow.xml"


def test_any_other_name_rings_the_main_flow(folder: Path) -> None:
    demo = folder / "demo.calls.yaml"
    assert flow_beside(demo) is None
    assert flow_for(demo, "", Settings(folder=folder.parent)) == folder / "main.flow.xml"
    named = Settings(folder=folder.parent, project=Project(name="poll"))
    assert flow_for(demo, "", named) == folder / "poll.flow.xml"


@pytest.mark.parametrize("named", ["poll", "poll.flow.xml", "../flows/poll.flow.xml"])
def test_a_script_may_name_its_flow(folder: Path, named: str) -> None:
    found = flow_for(folder / "main.calls.yaml", named, Settings(folder=folder.parent))
    assert found.resolve() == folder / "poll.flow.xml"


def test_a_script_that_rings_nothing_says_so(folder: Path) -> None:
    settings = Settings(folder=folder.parent)
    with pytest.raises(BadThing, match="no flow 'nowhere'"):
        flow_for(folder / "main.calls.yaml", "nowhere", settings)
    (folder / "main.flow.xml").unlink()
    with pytest.raises(BadThing, match="not known which flow"):
        flow_for(folder / "demo.calls.yaml", "", settings)

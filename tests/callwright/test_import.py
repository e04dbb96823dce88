"""`import` and `export` as a user meets them: files, reports, statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.callwright.conftest import Run
from tests.flows.imports.hearing import menus

STUDIO = Path(__file__).parents[1] / "flows" / "imports" / "studio"


@pytest.fixture
def menu(tmp_path: Path) -> Path:
    """A file with a menu and its sub-menu, both with recordings."""
    path = tmp_path / "etc" / "menus.xml"
    path.parent.mkdir()
    other = '<menu name="sub" greet-long="ivr/sub.wav"><entry action="menu-back" digits="*"/></menu>'
    text = menus("1 exec-app transfer 100\n2 sub sub\n3 play-sound ivr/news.wav", others=other)
    path.write_text(text, encoding="utf-8")
    return path


def test_flows_are_written_and_the_report_says_what_is_left(run: Run, project: Path, menu: Path) -> None:
    ran = run("import", menu)
    assert ran.status == 0
    assert "2 recordings are missing" in ran.out
    assert "sub.flow.xml is written" in ran.err
    for name in ("main", "sub"):
        assert (project / "flows" / f"{name}.flow.xml").is_file()
    assert run("check", "flows/main.flow.xml").status == 1


def test_with_the_recordings_the_result_passes_check(
    run: Run, project: Path, menu: Path, tmp_path: Path
) -> None:
    sounds = tmp_path / "callie" / "ivr" / "8000"
    sounds.mkdir(parents=True)
    for name in ("sub", "news"):
        (sounds / f"{name}.wav").write_bytes(b"RIFF")
    ran = run("import", menu, "--sounds", tmp_path / "callie", "--language", "en", "--strict")
    assert (ran.status, "recordings are missing" in ran.out) == (0, False)
    assert (project / "sounds" / "recorded" / "en" / "ivr" / "sub.wav").is_file()
    assert run("check", "flows/main.flow.xml", "flows/sub.flow.xml").status == 0


def test_nothing_is_replaced_without_being_told(run: Run, project: Path, menu: Path) -> None:
    (project / "flows" / "sub.flow.xml").write_text("mine", encoding="utf-8")
    ran = run("import", menu)
    assert ran.status == 1 and "sub.flow.xml" in ran.err and "--force" in ran.err
    assert not (project / "flows" / "main.flow.xml").exists()
    assert (project / "flows" / "sub.flow.xml").read_text(encoding="utf-8") == "mine"
    assert run("import", menu, "--force").status == 0
    assert (project / "flows" / "sub.flow.xml").read_text(encoding="utf-8") != "mine"


def test_json_has_flows_findings_problems_and_recordings(run: Run, tmp_path: Path, menu: Path) -> None:
    document = json.loads(run("import", menu, "-o", tmp_path / "out", "--json").out)
    assert [flow["name"] for flow in document["flows"]] == ["main", "sub"]
    assert {"name": "ivr/sub", "source": "ivr/sub.wav"} in document["recordings"]
    assert all(finding["line"] > 0 and finding["message"] for finding in document["findings"])
    assert {problem["code"] for problem in document["problems"]} == {"CW503"}


def test_the_report_is_chinese_for_who_reads_chinese(run: Run, tmp_path: Path, menu: Path) -> None:
    ran = run("--lang", "zh", "import", menu, "-o", tmp_path / "out")
    assert "说明 (menu main)" in ran.out and "待办 0 项" in ran.err


def test_studio_flows_are_told_by_their_ending(run: Run, tmp_path: Path) -> None:
    ran = run("import", STUDIO / "water_office.json", "-o", tmp_path / "out", "--strict")
    assert ran.status == 1
    assert "to do (queue): the queue water is not imported" in ran.out
    assert (tmp_path / "out" / "water_office.flow.xml").is_file()


MISUSED = {
    "no such file": (("import", "nowhere.xml"), 1),
    "no known ending": (("import", "menus.conf"), 2),
    "no assignment": (("import", "menus.xml", "--set", "domain"), 2),
    "no flow": (("export", "nowhere", "-o", "x.xml"), 1),
}


@pytest.mark.parametrize("name", MISUSED)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments, status = MISUSED[name]
    ran = run(*arguments)
    assert ran.status == status
    assert "error: " in ran.err.lower() and "Traceback" not in ran.err


def test_a_folder_that_cannot_be_written_leaves_nothing(run: Run, tmp_path: Path, menu: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    ran = run("import", menu, "-o", tmp_path / "out")
    assert ran.status == 3
    assert f"{tmp_path / 'out'}: " in ran.err
    assert "cure: look at the path" in ran.err


def test_what_was_imported_is_exported_again(run: Run, tmp_path: Path, menu: Path) -> None:
    run("import", menu, "-o", tmp_path / "out")
    ran = run("export", tmp_path / "out" / "main.flow.xml", "-o", tmp_path / "menus.xml", "--json")
    document = json.loads(ran.out)
    assert (ran.status, document["menus"]) == (0, ["main", "sub"])
    text = (tmp_path / "menus.xml").read_text(encoding="utf-8")
    assert '<entry action="menu-sub" digits="2" param="sub"/>' in text
    assert 'greet-long="ivr/sub.wav"' in text


def test_what_no_menu_can_say_writes_no_file(run: Run, project: Path) -> None:
    ran = run("export", "hotline-12345", "-o", "menus.xml")
    assert ran.status == 1 and "menus.xml was not written" in ran.err
    assert "handles hang-ups, errors or keys" in ran.out
    assert not (project / "menus.xml").exists()


@pytest.mark.parametrize(("text", "code"), [("{oops", "CW125"), ("[1]", "CW126")])
def test_what_is_no_definition_is_told_with_its_code_and_cure(
    run: Run, project: Path, text: str, code: str
) -> None:
    Path("bad.json").write_text(text, encoding="utf-8")
    ran = run("import", "bad.json")
    assert ran.status == 1
    assert ran.out.startswith(f"bad.json:1: error {code}")
    assert "cure: Export the" in ran.out

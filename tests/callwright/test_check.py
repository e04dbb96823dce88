"""`check` and `compile`: statuses, forms of output, files that cannot be flows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.callwright.conftest import Run

BAD = """<flow xmlns="urn:callwright:flow" format="1" name="bad" language="en" start="a">
  <node id="a" type="teleport"><exit on="done" to="nowhere"/></node>
</flow>
"""

UNREADABLE: dict[str, bytes] = {
    "empty": b"",
    "no xml": b"hello",
    "cut off": b'<flow xmlns="urn:callwright:flow"',
    "laughs": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><flow>&b;</flow>',
    "external": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><flow>&a;</flow>',
    "namespace": b'<flow xmlns="urn:other" format="1" name="x" language="en" start="a"/>',
    "newer": b'<flow xmlns="urn:callwright:flow" format="999" name="x" language="en" start="a"/>',
    "deep": b"<a>" * 20_000,
    "control": b'<flow xmlns="urn:callwright:flow" format="1" name="a\x01b"/>',
    "binary": bytes(range(256)),
}


def test_the_sample_has_no_problem(run: Run, project: Path) -> None:
    ran = run("check", "flows", "--strict")
    assert (ran.status, ran.out) == (0, "")
    assert "errors: 0" in ran.err


def test_problems_have_code_place_and_cure(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.flow.xml"
    file.write_text(BAD, encoding="utf-8")
    ran = run("check", file)
    assert ran.status == 1
    first = ran.out.splitlines()[0]
    assert first.startswith(f"{file}:2: error CW")
    assert "teleport" in first
    assert "cure: " in ran.out


def test_json_names_every_field(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.flow.xml"
    file.write_text(BAD, encoding="utf-8")
    problems = json.loads(run("check", file, "--json").out)
    assert set(problems[0]) == {
        "code", "severity", "file", "line", "node", "parameter", "message", "cure",
    }  # fmt: skip


def test_sarif_is_a_log_with_a_run(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.flow.xml"
    file.write_text(BAD, encoding="utf-8")
    log = json.loads(run("check", file, "--sarif").out)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"]


def test_chinese_by_request(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.flow.xml"
    file.write_text(BAD, encoding="utf-8")
    assert "错误" in run("--lang", "zh", "check", file).out


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_flow_is_a_problem_with_file_and_line(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "x.flow.xml"
    file.write_bytes(UNREADABLE[name])
    ran = run("check", file, "--json")
    assert ran.status == 1
    problems = json.loads(ran.out)
    assert problems and all(p["file"] == str(file) and p["severity"] == "error" for p in problems)
    assert "Traceback" not in ran.err


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path / "no.flow.xml")
    assert ran.status == 1
    assert "no.flow.xml" in ran.out


def test_a_folder_without_flows(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path)
    assert ran.status == 1
    assert "cure: " in ran.err


def test_a_folder_that_cannot_be_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("callwright.folders.os.listdir", refuse)
    for command in ("check", "test"):
        ran = run(command, tmp_path)
        assert ran.status == 1
        assert f"{tmp_path}: Permission denied" in ran.err
        assert "cure: let this user read the folder" in ran.err


def test_one_form_of_output_at_a_time(run: Run, project: Path) -> None:
    ran = run("check", "flows", "--json", "--sarif")
    assert (ran.status, ran.out) == (2, "")
    assert "exclude each other" in ran.err


def test_compiling_twice_gives_the_same_bytes(run: Run, project: Path) -> None:
    for name in ("one", "two"):
        assert run("compile", "hotline-12345", "-o", name).status == 0
    assert Path("one").read_bytes() == Path("two").read_bytes()


def test_a_bad_flow_gives_no_release(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.flow.xml"
    file.write_text(BAD, encoding="utf-8")
    ran = run("compile", file, "-o", tmp_path / "out")
    assert ran.status == 1
    assert "error CW" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_release_that_cannot_be_written_leaves_nothing(run: Run, project: Path) -> None:
    ran = run("compile", "hotline-12345", "-o", "no-such-folder/out")
    assert ran.status == 3
    assert "Traceback" not in ran.err

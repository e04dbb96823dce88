"""The pytest plugin: call scripts are collected as tests, and cost nothing where there are none."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
HEAVY = ("lxml", "pydantic", "networkx", "click", "yaml", "rich", "flows", "simulator", "nodes")

SCRIPT = """\
flow: poll
cases:
- {name: right, keys: "!"}
- name: wrong
  steps: [hear: 没有这句]
"""


def pytest_in(folder: Path, *arguments: str) -> str:
    """What pytest prints in a process of its own that knows this plugin and no other."""
    code = "import pytest, sys; raise SystemExit(pytest.main(sys.argv[1:]))"
    ran = subprocess.run(
        [
            sys.executable,
            "-P",
            "-c",
            code,
            "-p",
            "callwright.pytest_plugin",
            "-p",
            "no:cacheprovider",
            *arguments,
        ],
        cwd=folder,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ran.stdout + ran.stderr


def test_cases_are_tests_with_the_text_of_callwright_test(project: Path) -> None:
    (project / "flows" / "bad.calls.yaml").write_text(SCRIPT, encoding="utf-8")
    (project / "flows" / "broken.calls.yaml").write_text("cases: []", encoding="utf-8")
    scripts = ("flows/bad.calls.yaml", "flows/demo.calls.yaml", "flows/broken.calls.yaml")
    told = pytest_in(project, "-v", "--continue-on-collection-errors", *scripts)
    assert "flows/bad.calls.yaml::right PASSED" in told
    assert "flows/bad.calls.yaml::wrong FAILED" in told
    assert "flows/bad.calls.yaml:5: wrong: the call ended before the caller could hear '没有这句'" in told
    assert "    path: solved > done" in told
    assert "flows/demo.calls.yaml::given PASSED" in told
    assert "flows/broken.calls.yaml:1: cases: List should have at least 1 item" in told
    assert "Traceback" not in told and "collecting.py" not in told


def test_nothing_is_loaded_where_there_is_no_script(tmp_path: Path) -> None:
    test = f"def test(): import sys; assert not {set(HEAVY)!r} & set(sys.modules)"
    (tmp_path / "test_it.py").write_text(test, encoding="utf-8")
    assert "1 passed" in pytest_in(tmp_path)


def test_the_plugin_is_named_to_pytest() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"callwright": "callwright.pytest_plugin"}

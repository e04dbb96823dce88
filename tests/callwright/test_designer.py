"""`callwright designer`: without its extra, without a display, and when the window ends by a fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from callwright import designer
from callwright.errors import Misuse, OutsideFailed


def test_a_missing_extra_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(designer, "find_spec", lambda _: None)
    with pytest.raises(Misuse) as failure:
        designer.run([])
    assert "[designer]" in str(failure.value) and failure.value.cure == "pip install 'callwright[designer]'"


def test_the_status_of_the_window_is_that_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    def call(words: list[str]) -> int:
        called.append(words)
        return 3

    monkeypatch.setattr(designer, "need_packages", lambda: None)
    monkeypatch.setattr(subprocess, "call", call)
    assert designer.run(["a.flow.xml"]) == 3 and called[0][0] == sys.executable
    assert called[0][-1] == "a.flow.xml"


def test_a_fault_names_the_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(designer, "need_packages", lambda: None)
    monkeypatch.setattr(subprocess, "call", lambda _: -11)
    monkeypatch.setattr(designer, "_log", lambda: str(tmp_path / "designer.log"))
    with pytest.raises(OutsideFailed) as failure:
        designer.run([])
    assert "designer.log" in failure.value.cure and "-11" in str(failure.value)

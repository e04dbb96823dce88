"""A command line that answers as a test says, and an author who answers its questions."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from flowdesigner.publishing.panel import PublishPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


OLD, NEW = "a" * 64, "b" * 64
CHANGE = {
    "kind": "exit",
    "aspect": "logic",
    "flow": "small",
    "node": "main",
    "place": "one",
    "message": "main: exit one leads to end",
}
LOOK = {
    "flow": "small",
    "before": OLD,
    "release": NEW,
    "published": False,
    "percent": 100.0,
    "callers": "",
    "lines": ["public/12345"],
    "moved": [],
    "summary": "small: 1 change of logic.",
    "changes": [CHANGE],
    "cases": {"passed": 3, "failed": []},
}
STATUS = {"flows": [{"flow": "small", "release": OLD, "lines": ["public/12345"], "calls_live": 4}]}
HISTORY = [
    {
        "at": "2026-03-01 09:00:00",
        "kind": "publish",
        "digest": OLD,
        "who": "ann",
        "why": "first",
        "details": {},
    },
    {
        "at": "2026-02-01 09:00:00",
        "kind": "publish",
        "digest": NEW,
        "who": "bob",
        "why": "",
        "details": {"percent": 5},
    },
]

_PROGRAM = """
import json, sys, time
with open(sys.argv[1]) as file: answers = json.load(file)
with open(sys.argv[1] + ".asked", "a") as file: file.write(json.dumps(sys.argv[2:]) + "\\n")
words = [each for each in sys.argv[2:]]
while words and words[0] in ("--config", "--lang"): del words[:2]
verb = "look" if "--dry-run" in words else words[0]
answer = answers[verb]
for line in answer.get("err", []): print(line, file=sys.stderr, flush=True)
time.sleep(answer.get("seconds", 0))
if "out" in answer: print(json.dumps(answer["out"]))
raise SystemExit(answer.get("status", 0))
"""


class FakeCommand:
    """Stands for `callwright`: answers as a test says, and keeps what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "answers.json"
        self.answers: dict[str, dict[str, Any]] = {
            "status": {"out": STATUS},
            "history": {"out": HISTORY},
            "look": {"out": LOOK},
            "publish": {"out": {**LOOK, "published": True}},
            "promote": {"out": {"release": NEW, "percent": 100.0}},
            "rollback": {"out": {"release": OLD, "before": NEW, "ended": ""}},
        }

    def __call__(self, arguments: Sequence[str]) -> tuple[str, list[str]]:
        self.file.write_text(json.dumps(self.answers))
        return sys.executable, ["-c", _PROGRAM, str(self.file), *arguments]

    def asked(self, verb: str) -> list[list[str]]:
        """Every question that began with a verb, from the verb on."""
        lines = Path(f"{self.file}.asked").read_text().splitlines()
        found = [json.loads(line) for line in lines]
        return [words[words.index(verb) :] for words in found if verb in words]


def idle(qtbot: QtBot, panel: PublishPanel) -> None:
    """Until everything that was asked is answered."""
    qtbot.waitUntil(lambda: panel.work.asked is None, timeout=10_000)


def answering(do: Callable[[QMessageBox], None]) -> list[str]:
    """Answer the next question as soon as it is there; what it said is put into the list."""
    said: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, look)
            return
        said.append(f"{box.text()}\n{box.informativeText()}")
        do(box)

    QTimer.singleShot(20, look)
    return said


def press(name: str) -> Callable[[QMessageBox], None]:
    def do(box: QMessageBox) -> None:
        next(each for each in box.buttons() if each.text().replace("&", "") == name).click()

    return do


def force(box: QMessageBox) -> None:
    """Tick what has to be ticked, then publish."""
    tick = box.checkBox()
    go = next(each for each in box.buttons() if each.text() == "Publish")
    assert tick is not None and not go.isEnabled()
    tick.click()
    go.click()

"""The questions before anything goes live: what would change, and whether that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from flowdesigner.asking import ask
from flowdesigner.words.say import Say, both, say

SHOWN = 12
"""Changes and failed scripts that a question names; it counts the others."""

_TITLE = say("发布", "Publish")


def ask_publish(parent: QWidget, found: Mapping[str, Any]) -> list[str] | None:
    """Whether to publish what a look found: the further options, None for no."""
    failed = names_failed(found)
    icon = QMessageBox.Icon.Warning if lines_taken(found) else QMessageBox.Icon.Question
    box = QMessageBox(icon, str(_TITLE), str(_question(found)), parent=parent)
    changes = [str(each.get("message", "")) for each in found.get("changes") or [] if isinstance(each, dict)]
    box.setInformativeText(_listed([both(each, each) for each in changes]))
    go = box.addButton(str(say("发布", "Publish")), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    if failed:
        anyway = QCheckBox(
            str(say("有 {} 个通话脚本失败，仍要发布", "Publish although {} call scripts failed", len(failed)))
        )
        anyway.setToolTip("\n".join(failed[:SHOWN]))
        box.setCheckBox(anyway)
        go.setEnabled(False)
        anyway.toggled.connect(go.setEnabled)
    box.exec()
    if box.clickedButton() is not go:
        return None
    return ["--force"] if failed else []


def agreed(parent: QWidget, question: Say) -> bool:
    """A plain question; whether the answer was yes."""
    buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    return ask(parent, str(_TITLE), str(question), buttons) == QMessageBox.StandardButton.Yes


def names_failed(found: Mapping[str, Any]) -> list[str]:
    """The call scripts that failed."""
    cases = found.get("cases")
    failed = cases.get("failed") if isinstance(cases, dict) else None
    return [str(name) for name in failed] if isinstance(failed, list) else []


def lines_taken(found: Mapping[str, Any]) -> list[Say]:
    """The lines that another flow answers until now, a sentence each."""
    moved = [each for each in found.get("moved") or [] if isinstance(each, dict) and each.get("before")]
    return [
        say(
            "注意：线路 {}/{} 现在由流程 {} 接听，发布后改由 {} 接听。",
            "Mind: the line {}/{} is answered by the flow {} now, and by {} from then on.",
            *(str(each.get(key, "")) for key in ("context", "number", "before")),
            str(found.get("flow", "")),
        )
        for each in moved
    ]


def _question(found: Mapping[str, Any]) -> Say:
    summary = "\n\n".join([str(found.get("summary", "")), *map(str, lines_taken(found))])
    if found.get("callers") or float(found.get("percent") or 100) < 100:
        return say("{}\n\n开始试用？", "{}\n\nBegin the trial?", summary)
    return say("{}\n\n发布给之后的所有来电？", "{}\n\nLet all new calls take it?", summary)


def _listed(lines: Sequence[str]) -> str:
    more = len(lines) - SHOWN
    rest = [str(say("还有 {} 处", "and {} more", more))] if more > 0 else []
    return "\n".join([*(f"• {line}" for line in lines[:SHOWN]), *rest])

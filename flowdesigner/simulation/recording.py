"""Keeps a simulated call as a call script beside its flow, added to those that are there."""

from __future__ import annotations

from pathlib import Path

import yaml
from PySide6.QtCore import QSaveFile
from PySide6.QtWidgets import QInputDialog

from flowdesigner.document.errors import DocumentError
from flowdesigner.simulation.overlay import SCRIPTS
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say
from flows.read import SUFFIX


class NotKept(DocumentError):
    """The script could not be written; the call goes on, and it can be tried again."""


def record(workspace: Workspace) -> None:
    """Ask for a name, then write the call in front into `NAME.calls.yaml` beside its flow."""
    shown = Simulations.of(workspace).shown
    if shown is None or not shown.running:
        workspace.tell(say("没有通话可记：先按 F5 试拨。", "There is no call to record: ring with F5 first."))
        return
    file = script_file(shown)
    if file is None:
        workspace.tell(
            say("先保存流程：通话脚本放在它旁边。", "Save the flow first: call scripts are kept beside it.")
        )
        return
    title = str(say("记为通话脚本", "Record as a call script"))
    label = str(say("用例的名称：", "Name of the case:"))
    name, wanted = QInputDialog.getText(workspace.filing.window, title, label, text=_first_name(shown))
    if not wanted or not name.strip():
        return

    def keep(text: str, notes: list[str]) -> None:
        shown.script_written.disconnect(keep)
        try:
            append(file, text)
        except NotKept as error:
            workspace.tell(error.say)
            return
        words = "；".join(notes)
        if notes:
            workspace.tell(
                say("已记入 {}。还要补充：{}", "Recorded in {}. To be added by hand: {}", file.name, words)
            )
        else:
            workspace.tell(say("已记入 {}。", "Recorded in {}.", file.name))

    shown.script_written.connect(keep)
    shown.write_script(name.strip())


def script_file(simulation: Simulation) -> Path | None:
    """The file of call scripts beside a flow; None while the flow has no file."""
    path = simulation.document.path
    return path.with_name(path.name.removesuffix(SUFFIX) + SCRIPTS) if path is not None else None


def _first_name(simulation: Simulation) -> str:
    over = simulation.call.over
    end = str(over.get("result", "")) if over else ""
    keys = "".join(str(each.text) for each in simulation.call.spoken if each.kind == "key")
    return " ".join(filter(None, [simulation.document.flow.name, keys, end]))


def append(file: Path, script: str) -> None:
    """Put the cases of `script` behind those of `file`, which is else left as it is. Raises NotKept.

    What is there keeps its words and comments; a file that cannot be read as YAML is not touched.
    """
    try:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        _write(file, joined(before, script, file.name))
    except (OSError, UnicodeDecodeError) as error:
        raise NotKept(say("{} 未能写入：{}", "{} could not be written: {}", file, error)) from error


def joined(before: str, script: str, name: str) -> str:
    """Two files of call scripts as one text. Raises NotKept."""
    if not before.strip():
        return script
    cases = script.split("\ncases:\n", 1)[-1].splitlines(keepends=True)
    for indent in ("", "  ", "    "):
        lines = (indent + line if line.strip() else line for line in cases)
        made = before.rstrip("\n") + "\n" + "".join(lines)
        if _continued(before, script, made):
            return made
    raise NotKept(
        say(
            "{} 的末尾不是用例列表，没有写入。请把 cases 放在文件最后。",
            "{} does not end with its list of cases, and was left as it is. Put 'cases' last in it.",
            name,
        )
    )


def _continued(before: str, script: str, made: str) -> bool:
    """Whether `made` holds the cases of both and all else of `before`.

    Behind anything but a list of cases the text would become part of something else.
    """
    try:
        there, new, found = (yaml.safe_load(text) for text in (before, script, made))
        rest = {**there, "cases": None} == {**found, "cases": None}
        return bool(rest and found["cases"] == there["cases"] + new["cases"])
    except (yaml.YAMLError, TypeError, KeyError):
        return False


def _write(file: Path, text: str) -> None:
    """All of it, or nothing."""
    target = QSaveFile(str(file))
    if not target.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(target.errorString())
    target.write(text.encode())
    if not target.commit():
        raise OSError(target.errorString())

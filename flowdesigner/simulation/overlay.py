"""Puts the open flows as they are drawn, and their neighbours on the disk, where a process finds them.

A temporary folder holds a copy of every flow beside the one that is rung and in the project's folder of
flows, those that are open as they are on the screen. Settings, sounds and databases stay where they are: the
process is told the project's settings file by `--config`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.errors import DocumentError, reason
from flowdesigner.session.project import SETTINGS, flows_folder, project_of
from flowdesigner.words.say import say
from flows.errors import WriteError
from flows.read import SUFFIX
from flows.write import write

SCRIPTS = ".calls.yaml"
"""What the names of call scripts end with."""


class NotWritten(DocumentError):
    """An open flow could not be handed to the process; nothing was lost."""


class Overlay:
    """The folder for one process; `close` removes it. Raises NotWritten.

    `rung`: the file of the flow to ring; `config`: the project's settings, None outside of a project;
    `folder`: where the process belongs: what is not set is looked for there.
    """

    def __init__(
        self, rung: FlowDocument, documents: Iterable[FlowDocument], *, scripts: bool = False
    ) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="callwright-open-", ignore_cleanup_errors=True)
        self.path = Path(self._kept.name)
        self.origin: dict[str, Path] = {}
        """Where the files of that name really are."""
        project = project_of(rung.path)
        settings = project[0] / SETTINGS if project else None
        self.config = settings if settings is not None and settings.is_file() else None
        self.folder = project[0] if project else self.path
        self.rung = self.path / (rung.path.name if rung.path else rung.flow.name + SUFFIX)
        try:
            self._fill(rung, list(documents), scripts)
        except (OSError, WriteError) as error:
            self.close()
            why = reason(error) if isinstance(error, OSError) else str(error)
            raise NotWritten(
                say(
                    "无法把流程交给模拟进程：{}。流程没有改变。",
                    "The flows could not be handed to the simulator: {}. Nothing was changed.",
                    why,
                )
            ) from error

    def _fill(self, rung: FlowDocument, documents: list[FlowDocument], scripts: bool) -> None:
        beside = rung.path.parent if rung.path else None
        # What stands beside the flow hides what is called the same in the project's folder.
        for folder in (flows_folder(rung.path), beside):
            if folder is not None and folder.is_dir():
                self._copy(folder, scripts)
        for document in (*documents, rung):
            file = document.path
            name = file.name if file else document.flow.name + SUFFIX
            known = self.origin.get(name)
            if document is rung or (file is None and known is None) or (file is not None and file == known):
                (self.path / name).write_bytes(write(document.flow))
                if file is not None:
                    self.origin[name] = file

    def _copy(self, folder: Path, scripts: bool) -> None:
        for ending in (SUFFIX, SCRIPTS) if scripts else (SUFFIX,):
            for file in folder.glob("*" + ending):
                shutil.copyfile(file, self.path / file.name)
                self.origin[file.name] = file

    @property
    def options(self) -> list[str]:
        """What the command line is told before its command."""
        return ["--config", str(self.config)] if self.config else []

    def close(self) -> None:
        """Remove the folder."""
        self._kept.cleanup()

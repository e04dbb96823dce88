"""The scenes of the guide's pictures: each begins with a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import guide_calls
import guide_live
import guide_nodes
import guide_project
import guide_small
import guide_window
from guide_hand import USUAL, Hand
from PySide6.QtWidgets import QApplication

from flowdesigner.session.memory import memory_file
from flowdesigner.theme import dress
from flowdesigner.window.main import MainWindow

Scene = Callable[[Hand, Path], None]
SCENES: dict[str, Scene] = {
    **guide_window.SCENES,
    **guide_nodes.SCENES,
    **guide_calls.SCENES,
    **guide_live.SCENES,
}
"""By the names that `--only` takes. Those of what is live build on one another, in this order."""


@contextmanager
def window(lang: str, pictures: Path | None) -> Iterator[Hand]:
    """A new window with an empty flow; nothing is asked when it goes."""
    memory_file().unlink(missing_ok=True)
    made = MainWindow()
    made.begin([])
    made.resize(*USUAL)
    hand = Hand(made, lang, pictures)
    hand.rest(400)
    try:
        yield hand
    finally:
        for page in made.workspace.pages:
            page.document.stack.setClean()
            page.close()
        made.close()
        made.deleteLater()
        hand.rest()


def play(lang: str, to: Path, folder: Path, only: str) -> None:
    """Play the scenes that `only` names; without it all, and write the small flow and the sheet of keys."""
    project = folder / "my-hotline"
    guide_project.make(project, lang)
    flow = project / "flows" / "small.flow.xml"
    images = to / "images"
    with window(lang, None if only else images) as hand:
        guide_small.draw(hand)
        hand.document.save_as(flow)
        if not only:
            (to / "small.flow.xml").write_bytes(flow.read_bytes())
    if not only:
        write_keys(lang, to)
    for name, scene in SCENES.items():
        if not only or name in only.split(","):
            print(lang, name, flush=True)
            with window(lang, images) as hand:
                scene(hand, project)
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            dress(application, "light")


def write_keys(lang: str, to: Path) -> None:
    """The sheet of keys alone."""
    with window(lang, None) as hand:
        (to / "keys.md").write_text(guide_window.sheet(hand), encoding="utf-8")

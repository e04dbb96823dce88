"""`callwright test --watch`: plays the scripts again whenever a flow, a script or the settings are saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from callwright.catalogue import spoken
from callwright.errors import Failure
from callwright.output import log
from callwright.settings import find
from callwright.testing.finding import script_files
from callwright.testing.run import Wish, run
from callwright.testing.watching import watch
from callwright.words import words


def run_again(paths: Sequence[str], wish: Wish, config: str | None = None) -> int:
    """Play, and again after each save, until somebody stops it. A failure of one run is told, no more."""

    def once(changed: list[Path]) -> None:
        if changed:
            log.rule(f"{datetime.now():%H:%M:%S}  {', '.join(path.name for path in changed[:3])}")
        try:
            run(script_files(paths), wish, config)
        except Failure as failure:
            log.print(spoken(str(failure)), style="red", markup=False)
            if failure.cure:
                log.print(spoken(failure.cure), markup=False)
        log.print(words(zh="等待保存；Ctrl-C 结束。", en="Waiting for a save; Ctrl-C ends."), style="dim")

    watch(folders_of(paths), once)
    return 0


def folders_of(paths: Sequence[str]) -> list[Path]:
    """What is watched: the projects of the paths, or their folders where they are in none."""
    found: list[Path] = []
    for name in paths or (".",):
        path = Path(name).absolute()
        folder = path if path.is_dir() else path.parent
        settings = find(folder)
        found.append(settings.parent if settings else folder)
    return list(dict.fromkeys(found))

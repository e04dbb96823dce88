"""What the designer costs: opening, frames of the canvas, layouts: `python -m bench.designer`."""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from bench import hotline
from bench.common import quantile, show, spread, verdict
from bench.compile import flow
from flowdesigner.canvas.canvas import Canvas
from flowdesigner.document.arranging import place
from flowdesigner.document.boxes import boxes
from flowdesigner.document.desk import FlowDocument, open_document
from flowdesigner.theme import dress
from flows.drawing.content import Content
from flows.drawing.graph import Arrangement, Shape
from flows.drawing.layout import laid_out
from flows.write import save

OPEN_MS, FRAME_MS = 1_000, 1_000 / 60
SIZES = (300, 2_000)
LAYOUTS = (50, 500, 5_000)
FRAMES = 120
WINDOW = (1600, 1000)


def milliseconds(work: Callable[[], object]) -> float:
    """Milliseconds of processor that `work` takes: painting waits for nothing, others may be at work here."""
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1000


def opened(size: int, folder: Path, *, placed: bool) -> tuple[FlowDocument, Canvas, float]:
    """A flow of `size` nodes from its file to its first picture, and the milliseconds that it took."""
    drawn = flow(size)
    if placed:
        place(drawn)
    path = folder / "bench.flow.xml"
    save(drawn, path)
    begin = time.process_time()
    document = open_document(path, folder / "recovery")
    canvas = Canvas(document)
    canvas.resize(*WINDOW)
    canvas.show()
    QApplication.processEvents()
    return document, canvas, (time.process_time() - begin) * 1000


def frames(canvas: Canvas, step: Callable[[int], object]) -> list[float]:
    """Milliseconds of each frame: a step, and what has to be painted after it."""

    def frame(number: int) -> None:
        step(number)
        QApplication.processEvents()

    QApplication.processEvents()
    return [milliseconds(partial(frame, number)) for number in range(FRAMES)]


def looking(canvas: Canvas, scale: float) -> list[float]:
    """Frames while the paper is dragged."""
    canvas.zoom_to(scale)
    canvas.centerOn(canvas.flow_scene.content_rect().center())
    bars = canvas.horizontalScrollBar(), canvas.verticalScrollBar()

    def step(number: int) -> None:
        bars[0].setValue(bars[0].value() + (17 if number % 60 < 30 else -17))
        bars[1].setValue(bars[1].value() + (9 if number % 40 < 20 else -9))

    return frames(canvas, step)


def zooming(canvas: Canvas) -> list[float]:
    """Frames while zooming out to an eighth and back."""
    canvas.zoom_to(1.0)
    half = FRAMES // 2
    factor = 8 ** (1 / half)
    return frames(canvas, lambda number: canvas.zoom(1 / factor if number < half else factor))


def dragging(canvas: Canvas) -> list[float]:
    """Frames while a node with its wires is dragged."""
    canvas.zoom_to(1.0)
    item = next(item for item in canvas.flow_scene.nodes.values() if len(item.content.rows) > 2)
    canvas.centerOn(item)
    begin = item.pos()
    return frames(canvas, lambda n: canvas.flow_scene.move_item(item, begin + QPointF(3 * n % 200, n % 90)))


def frame_row(name: str, found: list[float]) -> list[str]:
    """One row of the table of frames."""
    return [name, spread(found), verdict(quantile(found, 0.5) <= FRAME_MS)]


def opening_and_frames(folder: Path) -> None:
    """The first two tables."""
    rows, painted = [], []
    for size in SIZES:
        for placed in (True, False):
            found = []
            for _ in range(3):
                document, canvas, took = opened(size, folder, placed=placed)
                found.append(took)
                if (size, placed) == (SIZES[-1], True) and len(found) == 3:
                    for scale in (1.0, 0.5, 0.25, 0.1):
                        painted.append(frame_row(f"pan at {scale:g}", looking(canvas, scale)))
                    painted.append(frame_row("zoom 1 to 1/8 and back", zooming(canvas)))
                    painted.append(frame_row("drag a node", dragging(canvas)))
                    edits = [
                        milliseconds(partial(document.set_title, "n0", f"T{number}")) for number in range(20)
                    ]
                    painted.append(
                        frame_row("paint all at 1", [milliseconds(canvas.viewport().repaint) for _ in edits])
                    )
                    painted.append(frame_row("an edit, kept for recovery", edits))
                document.close()
                canvas.close()
                canvas.deleteLater()
                QApplication.processEvents()
            took = statistics.median(found)
            name = f"{size} nodes, " + ("placed" if placed else "without places")
            rows.append([name, f"{took:.0f}", verdict(took <= OPEN_MS)])
    show(
        "Opening, from the file to the first picture (ms of processor, median of 3)",
        ["flow", "ms", "1,000"],
        rows,
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    title = f"Frames, {SIZES[-1]} nodes, {WINDOW[0]}x{WINDOW[1]} (ms of processor: median / p99 / max)"
    show(title, ["what", "ms", "60 a second"], painted, f"{memory} MB at most in this process")


def layouts() -> None:
    """The third table."""
    rows = []
    for name, made in (("services", flow), ("departments", hotline.flow)):
        for size in LAYOUTS:
            drawn = made(size)
            contents: dict[str, Content] = boxes(drawn)
            links = [link for each in contents.values() for link in each.links]
            shapes = [each.shape for each in contents.values()]
            begin = time.process_time()
            arrangement = laid_out(shapes, links, drawn.start)
            took = (time.process_time() - begin) * 1000
            crossed, on_others = faults(shapes, arrangement)
            rows.append([f"{size}, {name}", f"{len(links)}", f"{took:.0f}", f"{crossed}", f"{on_others}"])
    show(
        "Arranging in layers, with the ways of all wires (ms of processor)",
        ["nodes", "wires", "ms", "crossings", "overlapping nodes"],
        rows,
        "services: bench/compile.py, every sixth menu leads far away; departments: bench/hotline.py",
    )


def faults(shapes: Sequence[Shape], arrangement: Arrangement) -> tuple[int, int]:
    """Places where lines to different nodes cross, and nodes that lie on another one."""
    across: dict[float, set[tuple[float, float, str]]] = {}
    upright: dict[float, set[tuple[float, float, str]]] = {}
    for route in arrangement.routes:
        for (x, y), (x2, y2) in pairwise(route.points):
            if y == y2:
                across.setdefault(y, set()).add((min(x, x2), max(x, x2), route.link.target))
            else:
                upright.setdefault(x, set()).add((min(y, y2), max(y, y2), route.link.target))
    lines = sorted((y, *piece) for y, pieces in across.items() for piece in pieces)
    heights = [line[0] for line in lines]
    crossed = {
        (x, y, *sorted((to, target)))
        for x, pieces in upright.items()
        for top, bottom, target in pieces
        for y, left, right, to in lines[bisect_right(heights, top) : bisect_left(heights, bottom)]
        if left < x < right and to != target
    }
    rows = sorted((*arrangement.spots[each.id], each.width, each.height) for each in shapes)
    on_others = 0
    for number, (x, y, width, height) in enumerate(rows):
        for x2, y2, _, height2 in rows[number + 1 :]:
            if x2 >= x + width:
                break
            on_others += y < y2 + height2 and y2 < y + height
    return len(crossed), on_others


def main() -> None:
    """All tables."""
    application = QApplication([])
    dress(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        opening_and_frames(Path(folder))
    layouts()


if __name__ == "__main__":
    main()

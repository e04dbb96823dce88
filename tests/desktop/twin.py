"""Where the parts of a drawing are in a canvas of a certain size that shows all: `twin FILE WIDTH HEIGHT`.

The same canvas, without a screen. Graphics tell a screen reader nothing, so the test asks here where it has
to take hold of a port; the file is the one that the author has just saved.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def points(file: Path, width: int, height: int) -> dict[str, dict[str, tuple[int, int]]]:
    """For each node the middle of its title (``) and its ports, in pixels of the canvas."""
    from PySide6.QtCore import Qt

    from flowdesigner.canvas.canvas import Canvas
    from flowdesigner.document.document import Document
    from flowdesigner.document.exits import exit_names
    from flows.read import read

    flow = read(file).flow
    assert flow is not None
    canvas = Canvas(Document(flow))
    canvas.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    canvas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    canvas.resize(width, height)
    canvas.show()
    canvas.fit()
    found = {}
    for id_, item in canvas.flow_scene.nodes.items():
        places = {"": item.title_rect().center()}
        places |= {name: item.out_point(name) for name in exit_names(flow.nodes[id_])}
        at = {name: canvas.mapFromScene(place) for name, place in places.items()}
        found[id_] = {name: (point.x(), point.y()) for name, point in at.items()}
    return found


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    print(json.dumps(points(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
    sys.stdout.flush()
    os._exit(0)

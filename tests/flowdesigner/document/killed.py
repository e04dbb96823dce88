"""A designer to be killed: opens or makes a flow, edits it, says so, and waits. `killed FOLDER [FILE]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from flowdesigner.document.desk import new_document, open_document

if __name__ == "__main__":
    application = QCoreApplication(["killed"])
    folder = Path(sys.argv[1])
    file = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    document = open_document(file, folder) if file else new_document("scratch", folder)
    for number in range(20):
        document.add_node("play", title=f"Node {number}")
        print(len(document.flow.nodes), flush=True)
    time.sleep(60)

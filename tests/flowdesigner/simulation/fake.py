"""A worker that behaves badly on request: `python fake.py MODE`; the words after MODE are not looked at."""

from __future__ import annotations

import json
import sys
import time


def write(**line: object) -> None:
    """One line of the protocol."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def greet() -> None:
    """The beginning of every call."""
    write(event="hello", protocol=1, program="fake", flow="small", release="", flows=["small"], language="en")
    write(event="started", run=1)
    write(event="journal", n=0, entry={"kind": "flow_entered", "t": 0, "flow": "small", "depth": 1})
    entered = {
        "kind": "node_entered",
        "t": 0,
        "flow": "small",
        "node": "welcome",
        "type": "play",
        "step": "1",
    }
    write(event="journal", n=1, entry=entered)


def main(mode: str) -> None:
    """Behave as `mode` says."""
    if mode == "mute":
        time.sleep(60)
    if mode == "refuse":
        sys.stderr.write("error: no such project\ncure: make one\n")
        sys.exit(3)
    if mode == "problems":
        problem = {"code": "CW101", "severity": "error", "message": "no way out", "node": "main"}
        write(event="problems", problems=[problem])
        sys.exit(1)
    greet()
    if mode == "flood":
        for number in range(30_000):
            write(
                event="journal",
                n=number + 2,
                entry={"kind": "logged", "t": 0, "node": "welcome", "text": "x"},
            )
    for text in sys.stdin:
        command = json.loads(text)
        if mode == "deaf":
            time.sleep(60)
        if mode == "die" and command["do"] == "press":
            sys.stderr.write("Segmentation fault\n")
            sys.exit(139)
        if mode == "garble" and command["do"] == "press":
            sys.stdout.write("<html>not a line</html>\n[1, 2]\n")
        if mode == "ring" and command["do"] == "go":
            write(event="ringing", at=1000, target="8001")
            write(event="held", reason="leg", at=1000, flow="small", node="ask", type="dial", stack=[])
        if mode == "echo" and command["do"] in ("leg", "press", "skip", "say", "hang_up", "set", "goto"):
            write(event="refused", id=None, message=json.dumps(command, sort_keys=True), cure="")
        write(event="done", id=command["id"])


if __name__ == "__main__":
    main(sys.argv[1])

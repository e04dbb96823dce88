"""The worker: lines in, lines out, as the schema says; bad lines change nothing; the end of input ends it."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from simulator.interactive.commands import ADAPTER, WORDS
from simulator.interactive.schema import json_schema, schema_text
from simulator.interactive.worker import LONGEST, Worker
from tests.simulator.desk import desk
from tests.simulator.interactive.player import SECONDS
from tests.simulator.test_session import KNOWN

SCHEMA = json_schema()


def validator(part: str) -> Any:
    """Checks a line against `part` of the schema."""
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": SCHEMA["$defs"]})


class Client:
    """A program that drives a worker through two pipes; every line it reads is held against the schema."""

    def __init__(self, worker: Worker, writes: io.RawIOBase, reads: Iterator[bytes]) -> None:
        self._writes = writes
        self._reads = reads
        self._lines = validator("line")
        self.session = worker.session
        self.lines: list[dict[str, Any]] = []

    def send(self, line: dict[str, object] | bytes) -> None:
        """Write a line."""
        data = line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() + b"\n"
        self._writes.write(data)

    def until(self, event: str, **values: object) -> dict[str, Any]:
        """The next line of that sort."""
        for raw in self._reads:
            line: dict[str, Any] = json.loads(raw)
            self._lines.validate(line)
            self.lines.append(line)
            if line["event"] == event and values.items() <= line.items():
                return line
        raise AssertionError(f"no {event} {values}; the last lines: {self.lines[-3:]}")

    def ask(self, do: str, **values: object) -> dict[str, Any]:
        """Send a command that is right by the schema; its answer."""
        id_ = len(self.lines)
        command = {"do": do, "id": id_, **values}
        validator("command").validate(command)
        self.send(command)
        while (line := self._answer())["id"] != id_:
            pass
        return line

    def _answer(self) -> dict[str, Any]:
        for raw in self._reads:
            line: dict[str, Any] = json.loads(raw)
            self._lines.validate(line)
            self.lines.append(line)
            if line["event"] in ("done", "refused"):
                return line
        raise AssertionError("the worker ended")


@pytest.fixture
def client() -> Iterator[Client]:
    """A worker in a thread, and its client; the end of the pipe must end the worker."""
    to_worker, from_client = os.pipe()
    to_client, from_worker = os.pipe()
    output = os.fdopen(from_worker, "wb", buffering=0)
    worker = Worker(desk(), KNOWN, output, speed=0)
    source = os.fdopen(to_worker, "rb")
    thread = threading.Thread(target=worker.serve, args=(source,))
    thread.start()
    writes = os.fdopen(from_client, "wb", buffering=0)
    with os.fdopen(to_client, "rb") as reads:
        yield Client(worker, writes, iter(reads))
        writes.close()
        thread.join(SECONDS)
        assert not thread.is_alive()
        output.close()
        source.close()


def test_a_call_by_lines(client: Client) -> None:
    hello = client.until("hello")
    assert (hello["protocol"], hello["flow"], hello["flows"]) == (1, "desk", ["desk"])
    assert client.until("held")["reason"] == "start"
    client.ask("breakpoints", at=[{"node": "found"}])
    client.ask("go")
    client.until("held", reason="caller")
    client.ask("press", keys="2")
    client.until("held", reason="caller")
    client.ask("press", keys="2026#")
    held = client.until("held", reason="breakpoint")
    assert held["stack"][0]["variables"]["state"] == "办理中"
    client.ask("go")
    playing = client.until("playing", text="您的案件状态是办理中")
    assert playing["clips"][0]["ms"] == playing["ms"] == 2200
    assert client.until("over")["result"] == "completed"
    client.ask("script", name="x")
    assert any(line["event"] == "script" and "press: 2026#" in line["text"] for line in client.lines)


def test_every_command_and_every_answer_is_in_the_schema(client: Client) -> None:
    client.until("held", reason="start")
    every: dict[str, dict[str, Any]] = {
        "look": {},
        "set": {"name": "case_no", "value": "7"},
        "goto": {"node": "main"},
        "mocks": {"given": {"database": {"hotline": [{"rows": []}]}, "now": "2026-01-15T10:00+08:00"}},
        "speed": {"speed": 0},
        "pause": {},
        "step": {},
        "press": {"keys": "3"},
        "leg": {"outcome": "busy"},
        "say": {"seconds": 1},
        "wait": {"seconds": 1},
        "skip": {},
        "back": {"nodes": 1},
        "hang_up": {},
        "restart": {"hold": True},
        "breakpoints": {"at": []},
        "go": {},
        "script": {"lang": "zh"},
    }
    assert set(every) == set(WORDS)
    for do, values in every.items():
        assert client.ask(do, **values)["event"] in ("done", "refused")
        client.session.settle(SECONDS)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"no json\n", "no JSON"),
        (b"[1, 2]\n", "no JSON object"),
        (b"7\n", "no JSON object"),
        (b'{"id": 9}\n', "`do` is one of: press, say"),
        (b'{"do": "dance", "id": 9}\n', "`do` is one of"),
        (b'{"do": "press", "id": 9}\n', "keys: 'keys' is missing"),
        (b'{"do": "press", "keys": "x", "id": 9}\n', "no telephone keys"),
        (b'{"do": "go", "far": 1, "id": 9}\n', "'far' is not known here"),
        (b'{"do": "wait", "seconds": NaN, "id": 9}\n', "finite"),
        (b"\xff\xfe\n", "no JSON"),
        (b"[" * 100_000 + b"\n", "no JSON"),
        (b" " * (LONGEST + 5) + b"{}\n", "a line of more than"),
    ],
)
def test_bad_lines_are_answered_and_change_nothing(client: Client, line: bytes, words: str) -> None:
    held = client.until("held", reason="start")
    client.send(line)
    refused = client.until("refused")
    assert words in refused["message"] and refused["cure"]
    assert refused["id"] == (9 if b'"id"' in line else None)
    client.ask("look")
    assert client.lines[-2] == held


def test_blank_lines_are_nothing(client: Client) -> None:
    client.until("held", reason="start")
    client.send(b"\n  \n")
    assert client.ask("look")["event"] == "done"


def test_the_worker_speaks_chinese() -> None:
    output = io.BytesIO()
    worker = Worker(desk(), KNOWN, output, language="zh", speed=0)
    worker.serve(io.BytesIO(b'{"do": "leg"}\n{"do": "press", "keys": "x"}\n{"do": "dance"}\n'))
    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    said = [line["message"] for line in lines if line["event"] == "refused"]
    assert sorted(said)[0].startswith("do 应为其中之一")
    assert "keys：“x”不是电话按键：用 0-9 * # A-D" in said


def test_nobody_reads_any_more() -> None:
    class Gone(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    Worker(desk(), KNOWN, Gone(), speed=0).serve(io.BytesIO(b'{"do": "go"}\n'))


def test_the_schema_is_valid_and_the_one_that_ships() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    shipped = Path(__file__).parents[3] / "simulator" / "worker.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text(), "run python scripts/docs.py"


def test_the_schema_knows_every_command() -> None:
    named = {SCHEMA["$defs"][each["$ref"].rpartition("/")[2]]["properties"]["do"]["const"]
             for each in SCHEMA["$defs"]["command"]["oneOf"]}  # fmt: skip
    assert named == set(WORDS)
    with pytest.raises(jsonschema.ValidationError):
        validator("command").validate({"do": "press", "keys": 1})
    assert ADAPTER.validate_python({"do": "press", "keys": " 1 2 "}).model_dump()["keys"] == "12"


def test_the_page_names_every_command_and_every_line() -> None:
    page = (Path(__file__).parents[3] / "docs" / "worker.md").read_text(encoding="utf-8")
    for part, tag in (("command", "do"), ("line", "event")):
        for each in SCHEMA["$defs"][part]["oneOf"]:
            model = SCHEMA["$defs"][each["$ref"].rpartition("/")[2]]["properties"]
            rows = [line for line in page.splitlines() if line.startswith(f"| `{model[tag]['const']}` |")]
            fields = [f"`{name}`" for name in model if name not in (tag, "id")]
            assert any(all(field in row for field in fields) for row in rows), each

"""An interactive call behind two streams of JSON lines: commands in, notices out, until the input ends."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import BinaryIO, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from flows.release import Release
from simulator.complaints import complaint
from simulator.given import Given
from simulator.interactive import commands, notices
from simulator.interactive.session import Session
from simulator.interactive.wire import Hello, Refused, line_of
from simulator.told import Told

LONGEST = 4_000_000
"""The longest line of input, in bytes."""

_SHOWN = 3
"""Complaints about one command that are told."""


class Worker:
    """Serves one program that drives calls of `release`.

    The call stands still before its first node until a command says otherwise. What cannot be written any
    more is dropped: the end of the input ends the worker.
    """

    def __init__(
        self,
        release: Release,
        given: Given | Callable[[], Given],
        output: BinaryIO,
        *,
        language: Literal["zh", "en"] = "en",
        speed: float = 1.0,
        program: str = "callwright",
        sounds: bool = False,
    ) -> None:
        self._output = output
        self._language = language
        self._lock = threading.Lock()
        self._hello = Hello(
            program=program,
            flow=release.main,
            release=release.digest,
            flows=tuple(release.flows),
            language=language,
            sounds=sounds,
        )
        self.session = Session(release, self._tell, given, speed=speed, hold=True)

    def serve(self, source: BinaryIO) -> None:
        """Take commands from `source` until it ends, then end the call."""
        self._tell(self._hello)
        with self.session:
            while line := source.readline(LONGEST + 1):
                if len(line) > LONGEST:
                    self._skip_rest(line, source)
                    self._refuse(None, *_TOO_LONG)
                elif line.strip():
                    self._take(line)

    def _skip_rest(self, line: bytes, source: BinaryIO) -> None:
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST)

    def _take(self, line: bytes) -> None:
        """Carry out one line, or say what is wrong with it."""
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            self._refuse(None, f"不是 JSON：{error}", f"no JSON: {error}", *_ONE_OBJECT)
            return
        if not isinstance(data, dict):
            self._refuse(None, "不是 JSON 对象", "no JSON object", *_ONE_OBJECT)
            return
        id_ = data.get("id")
        try:
            command = commands.ADAPTER.validate_python(data)
        except ValidationError as error:
            said = [_complaint(each) for each in error.errors()[:_SHOWN]]
            zh, en = "；".join(told.zh for told in said), "; ".join(told.en for told in said)
            self._refuse(id_ if isinstance(id_, int | str) else None, zh, en, *_SEE)
            return
        self.session.do(command)

    def _refuse(self, id_: int | str | None, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        chinese = self._language == "zh"
        self._tell(Refused(id=id_, message=zh if chinese else en, cure=cure_zh if chinese else cure_en))

    def _tell(self, notice: notices.Notice) -> None:
        data = json.dumps(line_of(notice, self._language), ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            try:
                self._output.write(data.encode("utf-8", "backslashreplace") + b"\n")
                self._output.flush()
            except (OSError, ValueError):
                # Nobody reads any more: the input will end as well, and with it the worker.
                return


def _complaint(error: ErrorDetails) -> Told:
    """What is wrong with a command; the place begins behind the word of the command."""
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        known = ", ".join(commands.WORDS)
        return Told(f"`do` is one of: {known}", f"do 应为其中之一：{known}")
    told = complaint(error, "")
    where = ".".join(str(part) for part in error["loc"][1:])
    return Told(f"{where}: {told.en}", f"{where}：{told.zh}") if where else told


_SEE = ("参见 docs/worker.md", "see docs/worker.md")
_ONE_OBJECT = ("每行写一个 JSON 对象", "write one JSON object a line")
_TOO_LONG = (
    f"一行超过 {LONGEST} 字节",
    f"a line of more than {LONGEST} bytes",
    "把命令写短",
    "make the command shorter",
)

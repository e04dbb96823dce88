"""The line to one engine: events as they happen, calls, counts, and what is wrong if there are none."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from flowdesigner.live.counts import Counts, Place, read
from flowdesigner.live.seen import Move, SeenCalls
from flowdesigner.words.say import Say, say

State = Literal["connecting", "attached", "refused", "away"]
"""`refused`: asking again would not help; `away`: it is asked again after a while."""

COUNTS_EVERY, CALLS_EVERY = 2000, 5000
"""Milliseconds. Between two lists of the calls the events say where they are."""
SILENT = 40_000
"""Milliseconds without a sign of life, which comes every 15 s, until the engine is taken for gone."""
AGAIN = (1000, 2000, 4000, 8000, 15_000)
"""Milliseconds until it is asked again: after the first failure, the second ..."""
LONGEST_LINE = 4 * 1024**2

_Error = QNetworkReply.NetworkError


class EngineLink(QObject):
    """One engine. Nothing of what it answers is believed unseen; nothing here waits."""

    state_changed = Signal()
    """Ask `state` and `says`."""
    calls_changed = Signal()
    """The list was read again, or a call came or went."""
    counts_changed = Signal()
    moved = Signal(object)
    """A Move: a call came to another node."""
    happened = Signal(str, object)
    """(call id, event as JSON has it)."""

    def __init__(self, url: str, token: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.url, self.token = url, token
        self.state: State = "connecting"
        self.says: Say = say("正在连接…", "Connecting…")
        self.lost = 0
        """Events that this reader was too slow for, so far."""
        self.counts: dict[Place, Counts] = {}
        self._seen = SeenCalls()
        self._web = QNetworkAccessManager(self)
        self._stream: QNetworkReply | None = None
        self._pending: dict[QNetworkReply, Callable[[], None]] = {}
        self._buffer = b""
        self._failures = 0
        self._again = _timer(self, self.start, single=True)
        self._silent = _timer(self, self._gone_silent, single=True)
        self._counts_due = _timer(self, self._ask_counts)
        self._calls_due = _timer(self, self._ask_calls)

    @property
    def seen(self) -> SeenCalls:
        """The calls in progress."""
        return self._seen

    # --- attaching

    def start(self) -> None:
        """Attach, or attach again."""
        self.end()
        self._set("connecting", say("正在连接…", "Connecting…"))
        self._buffer = b""
        self._stream = self._get("/events")
        self._stream.readyRead.connect(self._read)
        self._stream.finished.connect(self._finished)
        self._silent.start(SILENT)

    def end(self) -> None:
        """Look no more."""
        for timer in (self._again, self._silent, self._counts_due, self._calls_due):
            timer.stop()
        pending, self._pending = self._pending, {}
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.readyRead.disconnect(self._read)
            pending[stream] = self._finished
        for reply, slot in pending.items():
            # Only what is ours: the manager listens to its replies, too.
            reply.finished.disconnect(slot)
            reply.abort()
            reply.deleteLater()

    def close(self) -> None:
        """Look no more, and keep no line open to the engine."""
        self.end()
        self._web.clearConnectionCache()

    def package(self, digest: str, then: Callable[[bytes | None], None]) -> None:
        """Fetch the package of a release; None if the engine does not have it."""
        self._ask(f"/releases/{digest}", then)

    def _ask(self, path: str, then: Callable[[bytes | None], None]) -> None:
        """One answer, whole; None for none."""
        reply = self._get(path)

        def arrived() -> None:
            self._pending.pop(reply, None)
            ok = reply.error() == _Error.NoError
            data = bytes(reply.readAll().data()) if ok else None
            reply.deleteLater()
            then(data)

        self._pending[reply] = arrived
        reply.finished.connect(arrived)

    def _get(self, path: str) -> QNetworkReply:
        request = QNetworkRequest(QUrl(self.url + path))
        # A token is for this engine, wherever it may send us.
        redirects = QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
        request.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, redirects)
        if path != "/events":
            request.setTransferTimeout(10_000)
        if self.token:
            request.setRawHeader(b"Authorization", f"Bearer {self.token}".encode())
        return self._web.get(request)

    # --- the stream

    def _read(self) -> None:
        assert self._stream is not None
        if _status(self._stream) != 200:
            return
        if self.state != "attached":
            self._attached()
        self._silent.start(SILENT)
        *lines, self._buffer = (self._buffer + bytes(self._stream.readAll().data())).split(b"\n")
        if len(self._buffer) > LONGEST_LINE:
            self._stream.abort()
            return
        for line in lines:
            if line.strip():
                self._line(line)

    def _attached(self) -> None:
        self._failures = 0
        self._set("attached", say("已连接", "Attached"))
        self._ask_calls()
        self._ask_counts()
        self._calls_due.start(CALLS_EVERY)
        self._counts_due.start(COUNTS_EVERY)

    def _line(self, line: bytes) -> None:
        try:
            told = json.loads(line)
        except ValueError:
            return
        if not isinstance(told, dict):
            return
        if isinstance(told.get("lost"), int):
            self.lost += told["lost"]
            self._set("attached", say("已连接，丢失事件 {} 个", "Attached; events lost: {}", self.lost))
            self._ask_calls()
        call, event = told.get("call"), told.get("event")
        if isinstance(call, str) and isinstance(event, dict):
            self._event(call, event)

    def _event(self, call: str, event: dict[str, Any]) -> None:
        known = len(self._seen.calls)
        move = self._seen.see(call, event, time.monotonic())
        self.happened.emit(call, event)
        if isinstance(move, Move):
            self.moved.emit(move)
        if event.get("kind") == "call_resumed":
            # Another engine had it: who calls stands in the list only.
            self._ask_calls()
        elif len(self._seen.calls) != known:
            self.calls_changed.emit()

    def _gone_silent(self) -> None:
        if self._stream is not None:
            self._stream.abort()

    def _finished(self) -> None:
        stream, self._stream = self._stream, None
        assert stream is not None
        status, error = _status(stream), stream.error()
        words = stream.errorString()
        stream.deleteLater()
        self.end()
        self._seen.take((), 0.0)
        self.calls_changed.emit()
        if status == 401:
            self._set("refused", say("引擎拒绝了令牌", "The engine refused the token"))
        elif status == 403:
            self._set(
                "refused", say("引擎只接受本机地址", "The engine answers to this machine's address only")
            )
        elif status not in (0, 200, 503):
            why = say(
                "这个地址没有 Callwright 引擎（{}）", "There is no Callwright engine there ({})", status
            )
            self._set("refused", why)
        else:
            self._later(status, error, words)

    def _later(self, status: int, error: QNetworkReply.NetworkError, words: str) -> None:
        wait = AGAIN[min(self._failures, len(AGAIN) - 1)]
        self._failures += 1
        if status == 503:
            why = say("引擎的读者已满", "The engine has too many readers")
        elif status == 200:
            why = say("引擎断开了连接", "The engine closed the line")
        elif error == _Error.ConnectionRefusedError:
            why = say("那里没有引擎在运行", "No engine runs there")
        elif error == _Error.HostNotFoundError:
            why = say("找不到这台主机", "There is no such host")
        else:
            why = say("连不上：{}", "It cannot be reached: {}", words)
        self._set("away", say("{}，{} 秒后重试", "{}; trying again in {} s", why, wait // 1000))
        self._again.start(wait)

    def _set(self, state: State, says: Say) -> None:
        self.state, self.says = state, says
        self.state_changed.emit()

    # --- lists

    def _ask_calls(self) -> None:
        self._list("/calls", self._take_calls)

    def _ask_counts(self) -> None:
        self._list("/counts", self._take_counts)

    def _list(self, path: str, take: Callable[[list[Any]], None]) -> None:
        def arrived(data: bytes | None) -> None:
            if data is None or self.state != "attached":
                return
            try:
                found = json.loads(data)
            except ValueError:
                return
            if isinstance(found, list):
                take(found)

        self._ask(path, arrived)

    def _take_calls(self, listed: list[Any]) -> None:
        self._seen.take(listed, time.monotonic())
        self.calls_changed.emit()

    def _take_counts(self, listed: list[Any]) -> None:
        self.counts = read(listed)
        self.counts_changed.emit()


def _status(reply: QNetworkReply) -> int:
    """The HTTP status, 0 while there is none."""
    found = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return found if isinstance(found, int) else 0


def _timer(parent: QObject, due: Callable[[], None], *, single: bool = False) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(single)
    timer.timeout.connect(due)
    return timer

"""Speaks sentences with callers' values during calls, through one worker process that it keeps alive.

Usable from threads and from greenlets alike: it blocks only in `threading`, `socket` and `subprocess` of the
standard library, which gevent makes cooperative once everything is patched. It never runs a model itself.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sounds.build import LONGEST
from sounds.engines.choice import Choice
from sounds.library import Library
from sounds.phrases import Phrase
from sounds.shelf import Shelf
from sounds.worker_link import WorkerLink

_log = logging.getLogger(__name__)

MOST_WAITING = 16
"""Sentences in the queue of the worker; beyond these a caller is answered with segments at once."""

REST_SECONDS = 30.0
"""The longest rest before a worker that keeps dying is started again."""

HUNG_SECONDS = 90.0
"""A worker that has work and says nothing for so long is ended; the longest sentence takes far less."""


@dataclass
class _Job:
    """A sentence being made: everybody who wants it waits for the same `done`."""

    number: int
    path: Path
    asked: dict[str, Any]
    done: threading.Event = field(default_factory=threading.Event)
    error: str = ""
    lost: bool = False


class Speaker:
    """`file` gives the sound of any phrase within a time limit, or None: then speak it in segments.

    Keep one a process. The worker starts with the first sentence, is started again if it died, and ends with
    `close` or with this process.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._shelf = Shelf(library.settings)
        self._lock = threading.Lock()
        self._jobs: dict[str, _Job] = {}
        self._link: WorkerLink | None = None
        self._count = 0
        self._deaths = 0
        self._not_before = 0.0
        self._closed = False
        self._heard = 0.0
        self._absent: dict[str, str | None] = {}

    def warm(self) -> None:
        """Starts the worker now, so that the first caller does not wait for it."""
        with self._lock:
            self._running()

    @property
    def pid(self) -> int | None:
        """The process id of the worker, None while there is none."""
        link = self._link
        return link.pid if link else None

    def file(self, phrase: Phrase, seconds: float | None = None) -> Path | None:
        """The sound of a phrase: what the library has, what was spoken before, else spoken now.

        Waits at most `seconds` (the settings' `seconds` if None) and then gives None, while the sentence is
        still made for the next time. Never raises: what went wrong is in the log, without the text.
        """
        limit = time.monotonic() + (self._library.settings.seconds if seconds is None else seconds)
        if len(phrase.text) > LONGEST:
            return None
        try:
            return self._library.find(phrase) or self._spoken(phrase, limit)
        except Exception as error:
            # A call goes on whatever happens to its speech; a caller's words stay out of the log.
            _log.warning("a sentence could not be spoken (%s)", type(error).__name__)
            return None

    def close(self) -> None:
        """Ends the worker; sentences asked for are answered with None."""
        with self._lock:
            self._closed = True
            link = self._link
        if link is not None:
            link.close()

    def _spoken(self, phrase: Phrase, limit: float) -> Path | None:
        """The phrase by the first of its engines that can speak it before the limit."""
        for place, choice in enumerate(self._library.engines.choices(phrase)):
            if self._lacking(choice):
                continue
            key = phrase.key(choice.profile)
            if found := self._shelf.find(key):
                return found
            job = self._job(key, phrase, place)
            if job is None or not job.done.wait(max(0.0, limit - time.monotonic())) or job.lost:
                return None
            if not job.error:
                return job.path
            _log.warning("%s could not speak a sentence: %s", choice.engine.id, job.error)
        return None

    def _lacking(self, choice: Choice) -> str | None:
        """What an engine lacks; asked once, since what is installed does not change while we run."""
        name = choice.engine.id
        if name not in self._absent:
            self._absent[name] = choice.engine.available()
        return self._absent[name]

    def _job(self, key: str, phrase: Phrase, place: int) -> _Job | None:
        """The job of a key, sent to the worker if it is new; None if the worker is too busy or resting."""
        with self._lock:
            if job := self._jobs.get(key):
                return job
            if len(self._jobs) >= MOST_WAITING or not self._running():
                self._end_if_hung()
                return None
            if not self._jobs:
                self._heard = time.monotonic()
            self._end_if_hung()
            self._count += 1
            path = self._shelf.path(key)
            asked = {
                "id": self._count,
                "text": phrase.text,
                "language": phrase.language,
                "voice": phrase.voice,
            }
            job = _Job(self._count, path, {**asked, "path": str(path), "place": place})
            self._jobs[key] = job
            if self._link is not None:
                self._link.send(job.asked)
            return job

    def _running(self) -> bool:
        """Whether the worker runs or was started now. Call it under the lock; it does not wait."""
        if self._link is not None:
            return True
        if self._closed or time.monotonic() < self._not_before:
            return False
        self._not_before = time.monotonic() + min(REST_SECONDS, 0.5 * 2**self._deaths)
        self._link = WorkerLink(self._library.settings, self._answered, self._ended)
        return True

    def _end_if_hung(self) -> None:
        """Ends a worker that has said nothing for too long. Call it under the lock."""
        if self._link is not None and self._jobs and time.monotonic() - self._heard > HUNG_SECONDS:
            _log.warning("the speech worker says nothing: it is ended")
            self._link.kill()

    def _answered(self, answer: dict[str, Any]) -> None:
        """One answer of the worker: who waits for that sentence may go on."""
        with self._lock:
            self._deaths, self._heard = 0, time.monotonic()
            key = next((key for key, job in self._jobs.items() if job.number == answer["id"]), None)
            job = self._jobs.pop(key) if key is not None else None
        if job is not None:
            job.error = answer.get("error", "")
            job.done.set()

    def _ended(self, reason: str) -> None:
        """The worker is gone: nobody waits for it any longer, and the next sentence starts another."""
        with self._lock:
            self._link = None
            self._deaths += 1
            lost, self._jobs = list(self._jobs.values()), {}
            closed = self._closed
        if not closed:
            _log.warning("the speech worker ended (%s)", reason)
        for job in lost:
            job.lost = True
            job.done.set()

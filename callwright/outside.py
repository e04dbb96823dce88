"""The services of real calls, made from a project's settings; threads suit whoever runs the calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import sleep as native_sleep

from callwright.settings import Settings
from callwright.simulation import calendars_of
from callwright.voices import sound_settings
from engine.services.chance import SystemChance
from engine.services.clock import SystemClock
from engine.services.database import DatabaseConnection, Databases
from engine.services.http_ import HttpConnection, WebServices
from engine.services.offload import Pool, PoolMaker, ThreadPool
from engine.services.records import KeptRecords
from engine.services.reports import LoggedReports
from engine.services.speech import SoundSpeech
from engine.store.store import Store
from nodes.services import Calendars, Services
from sounds.library import Library
from sounds.phrases import Phrase
from sounds.speaker import Speaker

SPEAKING = 8
"""Sentences that calls may wait for at a time."""


class _PooledSpeaker:
    """A Speaker whose waiting is done on a thread."""

    def __init__(self, speaker: Speaker, pool: Pool) -> None:
        self._speaker, self._pool = speaker, pool

    def file(self, phrase: Phrase, seconds: float | None = None) -> Path | None:
        try:
            return self._pool.run(lambda: self._speaker.file(phrase, seconds), 30.0)
        except TimeoutError:
            return None


@dataclass
class Outside:
    """Everything outside the calls of one engine."""

    settings: Settings
    store: Store
    pool: PoolMaker = ThreadPool
    sleep: Callable[[float], None] = native_sleep

    def __post_init__(self) -> None:
        settings = self.settings
        named = settings.connections.items()
        self.library = Library(sound_settings(settings))
        self.speaker = Speaker(self.library)
        self.calendars = calendars_of(settings)
        self.chance = SystemChance()
        self.speech = SoundSpeech(self.library, _PooledSpeaker(self.speaker, self.pool(SPEAKING)))
        self.records = KeptRecords(self.store, settings.path(settings.folders.recordings), pool=self.pool)
        self.databases = Databases(
            {
                name: DatabaseConnection(settings.url(c.url), c.user, c.password, c.threads, c.read_only)
                for name, c in named
                if c.kind == "database"
            },
            pool=self.pool,
            effects=self.store,
        )
        self.http = WebServices(
            {
                name: HttpConnection(
                    c.url, headers=c.headers, user=c.user, password=c.password, token=c.token
                )
                for name, c in named
                if c.kind == "http"
            },
            pool=self.pool,
            sleep=self.sleep,
        )

    def services(
        self, call: str, zone: str, elapsed: float = 0.0, *, calendars: Calendars | None = None
    ) -> Services:
        """The services of one call, with the project's calendars where none are given."""
        return Services(
            database=self.databases,
            http=self.http,
            records=self.records,
            speech=self.speech,
            clock=SystemClock(zone, elapsed, sleep=self.sleep),
            calendars=calendars or self.calendars,
            chance=self.chance,
            reports=LoggedReports(call),
        )

    def close(self) -> None:
        """Stop the speech worker and close connections."""
        self.speaker.close()
        self.databases.close()
        self.http.close()

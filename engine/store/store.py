"""The store: releases, lines, calls, journals and records in one database."""

from __future__ import annotations

from engine.store.calendars import Calendars
from engine.store.canaries import Canaries
from engine.store.changes import Changes
from engine.store.counting import Counting
from engine.store.engines import Engines
from engine.store.journals import Journals
from engine.store.keeping import Keeping
from engine.store.kept_lines import Lines
from engine.store.kept_lists import Lists
from engine.store.opening import ensure, open_engine
from engine.store.positions import Positions
from engine.store.publications import History
from engine.store.publishing import Publishing
from engine.store.seats import Seats
from engine.store.standing import Standings
from engine.store.steps import Steps
from engine.store.tallies import Tallies
from engine.store.tenants import Tenants
from engine.store.tidying import Tidying


class Store(
    Publishing,
    Canaries,
    Standings,
    History,
    Changes,
    Lines,
    Tenants,
    Calendars,
    Lists,
    Seats,
    Tallies,
    Steps,
    Counting,
    Journals,
    Keeping,
    Engines,
    Positions,
    Tidying,
):
    """A store at an SQLAlchemy URL. Methods block and raise StoreError; threads may share one."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Connects to nothing yet. Raises BadUrl."""
        self._engine = open_engine(url, read_only=read_only)
        self.made = False
        """Whether `create` found none and made it."""

    @classmethod
    def read(cls, url: str) -> Store:
        """A store as `open`, to be read alone: it may lie where this user cannot write. Raises StoreError."""
        return cls(url, read_only=True)._ensured(create=False, upgrade=False)

    @classmethod
    def open(cls, url: str, *, upgrade: bool = False) -> Store:
        """A store that is there and of this program. Raises StoreError saying what is wrong with it.

        `upgrade` brings an older one up.
        """
        return cls(url)._ensured(create=False, upgrade=upgrade)

    @classmethod
    def create(cls, url: str) -> Store:
        """A store, made if there is none and brought up if it is older. Raises StoreError."""
        return cls(url)._ensured(create=True, upgrade=True)

    def _ensured(self, *, create: bool, upgrade: bool) -> Store:
        try:
            self.made = ensure(self._engine, create=create, upgrade=upgrade)
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Close its idle connections."""
        self._engine.dispose()

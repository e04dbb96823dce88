"""Stores for tests: in an SQLite file, and on a PostgreSQL server where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.store.store import Store
from tests.engine.services import servers


def _postgresql(factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.postgresql(factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty database."""
    if request.param == "postgresql":
        yield from _postgresql(tmp_path_factory)
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('store')}/new/callwright.sqlite"


@pytest.fixture(scope="module")
def store(url: str) -> Iterator[Store]:
    """A store, the same for all tests of a module."""
    made = Store.create(url)
    yield made
    made.close()

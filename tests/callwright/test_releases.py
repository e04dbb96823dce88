"""Releases in memory: each once, gone with the last call, and what is damaged is never run."""

from __future__ import annotations

import gc
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from weakref import ref

import pytest
from sqlalchemy import update

from callwright.choice import Choice, renewed
from callwright.projects import release_of
from callwright.releases import Releases
from callwright.settings import load
from engine.program import program_of
from engine.store.errors import Unknown
from engine.store.standing import Standing
from engine.store.store import Store
from engine.store.tables.releases import releases as table
from flows.errors import ReleaseError
from flows.package import MANIFEST, pack
from flows.release import FORMAT, Release
from simulator.session import simulate
from tests.callwright.sample import FOLDER

FLOW = "information"


def sample() -> Release:
    return release_of(FOLDER / "flows" / f"{FLOW}.flow.xml", load(str(FOLDER / "callwright.toml")))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(f"sqlite:///{tmp_path}/s.sqlite")


def kept(store: Store, release: Release, package: bytes | None = None) -> str:
    """Publish a release, perhaps with another package under its name; its digest."""
    store.publish(FLOW, release.digest, package or pack(release), who="ann")
    return release.digest


def test_a_release_is_in_memory_once(store: Store) -> None:
    digest = kept(store, sample())
    releases = Releases(store.release)
    first = releases.load(digest)
    assert releases.load(digest) is first is releases.known(digest)
    assert len(releases) == 1


def test_a_release_that_nobody_holds_leaves_memory(store: Store) -> None:
    digest = kept(store, sample())
    releases = Releases(store.release)
    held = releases.load(digest)
    # A call and its program: what the engine makes of a release goes with it.
    simulate(held, "# !")
    release, program = ref(held), ref(program_of(held))
    del held
    gc.collect()
    assert release() is None and program() is None
    assert len(releases) == 0 and releases.known(digest) is None
    assert releases.load(digest).digest == digest


def test_each_release_has_a_program_of_its_own_made_once() -> None:
    for _ in range(3):
        # The next one may lie where this one lay in memory.
        release = sample()
        assert program_of(release) is program_of(release)
        assert program_of(release).flow(FLOW).flow is release.flows[FLOW]
        del release


def test_a_call_in_progress_keeps_its_release_and_the_board_does_not(store: Store) -> None:
    digest = kept(store, sample())
    releases = Releases(store.release)
    choice = renewed(Choice(), {FLOW: Standing(digest)}, lambda flow, name: releases.load(name))
    calls = [choice.release(FLOW, str(n), "", lambda name: False) for n in range(3)]
    choice = renewed(choice, {}, lambda flow, name: None)
    while calls:
        gc.collect()
        assert len(releases) == 1
        calls.pop()
    gc.collect()
    assert len(releases) == 0


def cut(package: bytes) -> bytes:
    return package[: len(package) // 2]


def newer(package: bytes) -> bytes:
    """The same release as a program of the next format would write it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == MANIFEST:
                data = json.dumps({**json.loads(data), "format": FORMAT + 1}).encode()
            after.writestr(name, data)
    return made.getvalue()


def tampered(package: bytes) -> bytes:
    return package.replace("请按".encode(), "请勿".encode())


def another(package: bytes) -> bytes:
    return pack(release_of(FOLDER / "flows" / "poll.flow.xml", load(str(FOLDER / "callwright.toml"))))


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "half of it": (cut, "damaged"),
    "nothing": (lambda package: b"", "damaged"),
    "of a newer format": (newer, "upgrade Callwright"),
    "tampered with": (tampered, "damaged"),
    "another release": (another, "publish it again"),
}


@pytest.mark.parametrize(("damage", "words"), DAMAGE.values(), ids=DAMAGE)
def test_what_is_damaged_is_never_run(store: Store, damage: Callable[[bytes], bytes], words: str) -> None:
    release = sample()
    digest = kept(store, release)
    with store._engine.begin() as connection:
        connection.execute(update(table).values(package=damage(pack(release))))
    releases = Releases(store.release)
    with pytest.raises(ReleaseError, match=words):
        releases.load(digest)
    assert len(releases) == 0
    # Published again, it is whole again.
    kept(store, release)
    assert releases.load(digest).digest == digest


def test_a_release_that_the_store_has_not(store: Store) -> None:
    with pytest.raises(Unknown):
        Releases(store.release).load("0" * 64)

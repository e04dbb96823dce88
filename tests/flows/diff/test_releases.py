"""What differs between two releases: flows, sounds, the compiler."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from flows.compiler import compile_flow
from flows.diff.changes import Changes
from flows.diff.compare import compare_releases, flows_of
from flows.model import Flow
from flows.read import read
from flows.release import Phrase, Recording, Release
from flows.world import FolderWorld
from flows.write import write
from tests.flows import build

SAMPLE = Path(str(files("flows") / "library" / "hotline-12345"))


@pytest.fixture(scope="module")
def release() -> Release:
    """The sample line."""
    flow = read(SAMPLE / "flows" / "hotline-12345.flow.xml").flow
    assert flow is not None
    return compile_flow(flow, _World(SAMPLE)).release or pytest.fail("the sample does not compile")


class _World(FolderWorld):
    """The sample's folder with calendars and connections of any name."""

    def connection(self, name: str) -> str | None:
        return ""

    def calendar(self, name: str) -> set[str]:
        return {"spring_festival"}


def test_a_release_equals_itself(release: Release) -> None:
    assert not compare_releases(release, release)
    assert next(iter(flows_of(release))) == "hotline-12345"


def _kinds(changes: Changes) -> list[str]:
    return [change.kind for change in changes.changes]


def test_releases_differ_in_flows_sounds_and_compiler(release: Release) -> None:
    flow = read(SAMPLE / "flows" / "hotline-12345.flow.xml").flow
    assert isinstance(flow, Flow)
    flow.nodes["closed"].prompts["prompt"] = build.prompt(en="We are closed.")
    sources = {**release.sources, "hotline-12345": write(flow)}
    del sources["poll"]
    phrase = release.phrases[0]
    other = replace(
        release,
        main="agent",
        compiler="0",
        sources=sources,
        phrases=(replace(phrase, voice="somebody else"), *release.phrases[1:]),
        recordings=(Recording("bell", "en", "2"),),
    )
    old = replace(release, recordings=(Recording("bell", "en", "1"),))
    changes = compare_releases(old, other)
    assert _kinds(changes) == [
        "main", "compiler", "prompt", "prompt_removed", "flow_removed", "recording", "voice",
    ]  # fmt: skip
    assert changes.changes[-1].new == phrase.text


def test_the_same_words_in_two_voices_are_no_change(release: Release) -> None:
    two = (Phrase("Hello", "en", "a", "1"), Phrase("Hello", "en", "b", "2"))
    one = replace(release, phrases=two)
    assert not compare_releases(one, replace(release, phrases=two[::-1]))

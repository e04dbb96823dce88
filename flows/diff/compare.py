"""What changed between two flows, two sets of flows, two releases."""

from __future__ import annotations

from collections.abc import Mapping

from flows.diff.changes import Changes, Noted, together
from flows.diff.document import compare_documents
from flows.errors import ReleaseError
from flows.model import Flow
from flows.read import SUFFIX, read
from flows.release import Release
from flows.source import Source


def compare(old: Flow, new: Flow) -> Changes:
    """What changed between two documents of one flow."""
    noted = Noted(new.name)
    renamed = compare_documents(old, new, noted)
    return together([noted], {new.name: renamed})


def compare_flows(old: Mapping[str, Flow], new: Mapping[str, Flow]) -> Changes:
    """What changed between two sets of flows by name; the flows of `new` come first, in their order."""
    parts, renamed = [], {}
    for name, flow in new.items():
        noted = Noted(name)
        parts.append(noted)
        if name in old:
            renamed[name] = compare_documents(old[name], flow, noted)
        else:
            noted.add("flow_added", new=flow.title)
    for name, flow in old.items():
        if name not in new:
            noted = Noted(name)
            noted.add("flow_removed", old=flow.title)
            parts.append(noted)
    return together(parts, renamed)


def compare_releases(old: Release, new: Release) -> Changes:
    """What changed between two releases: their flows, their sounds, the compiler. Raises ReleaseError."""
    whole = Noted("")
    if old.main != new.main:
        whole.add("main", old=old.main, new=new.main)
    if old.compiler != new.compiler:
        whole.add("compiler", old=old.compiler, new=new.compiler)
    sounds = Noted("")
    _recordings(old, new, sounds)
    _voices(old, new, sounds)
    flows = compare_flows(flows_of(old), flows_of(new))
    return Changes((*whole.changes, *flows.changes, *sounds.changes), flows.renamed)


def flows_of(release: Release) -> dict[str, Flow]:
    """The documents of a release by name, its main flow first, as their authors wrote them.

    Raises ReleaseError for one that cannot be read.
    """
    files = release.sources or release.logic
    names = sorted(files, key=lambda name: (name != release.main, name))
    flows = {}
    for name in names:
        loaded = read(Source(files[name], name + SUFFIX))
        if loaded.flow is None:
            raise ReleaseError(f"the flow {name!r} cannot be read: {loaded.problems[0].text()}")
        flows[name] = loaded.flow
    return flows


def _recordings(old: Release, new: Release, noted: Noted) -> None:
    """Recorded sounds with the same name whose content is another one."""
    before = {(each.name, each.language): each.key for each in old.recordings}
    for each in new.recordings:
        key = before.get((each.name, each.language), each.key)
        if key != each.key:
            noted.add("recording", place=each.name, old=key, new=each.key, language=each.language)


def _voices(old: Release, new: Release, noted: Noted) -> None:
    """Phrases with the same words for which another voice speaks, or the same one otherwise."""
    before: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for each in old.phrases:
        before.setdefault((each.text, each.language), []).append((each.voice, each.key))
    for each in new.phrases:
        voices = before.get((each.text, each.language))
        if voices and (each.voice, each.key) not in voices:
            noted.add("voice", place=each.text, old=voices[0][0], new=each.text, language=each.language)

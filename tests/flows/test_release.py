"""Releases: pinned, named by their content, packed to the same bytes, and checked when opened."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows import bounds
from flows.compiler import compile_flow
from flows.digest import full_digest, logic_digest, release_digest, sha256
from flows.errors import ReleaseError
from flows.model import Flow, Frame, Layout, Spot, Sticky
from flows.package import LARGEST, MANIFEST, pack, unpack
from flows.release import COMPILER, FORMAT, Phrase, Recording, Release
from flows.world import EverythingWorld
from nodes.prompts import Prompt, Segment, Variant
from tests.flows.build import (
    back,
    compiled,
    flow,
    hangup,
    language,
    log,
    menu,
    play,
    prompt,
    subflow,
    world,
)  # fmt: skip

CALLED = flow(menu("a", one="b", silence="b", wrong="a"), back("b", "done"), name="called")


def _main(words: str = "Good morning.") -> Flow:
    return flow(
        play("a", "b", prompt(en=words, zh="早上好。")),
        subflow("b", "called", {"done": "end"}),
        hangup(),
    )


def _release(main: Flow | None = None) -> Release:
    result = compiled(main or _main(), CALLED)
    assert result.release is not None, [problem.text() for problem in result.problems]
    return result.release


def test_a_release_holds_the_flow_and_all_that_it_calls() -> None:
    """By name, ready to run, with their sources."""
    release = _release()
    assert (release.main, release.format, release.compiler) == ("main", FORMAT, COMPILER)
    assert list(release.flows) == list(release.logic) == list(release.sources) == ["called", "main"]
    main = release.flows["main"]
    assert (main.start, main.language, main.name) == ("a", "en", "main")
    assert main.nodes["b"].exits == {"done": "end"}
    assert release.flows["called"].nodes["a"].node.type_id == "menu"


def test_with_an_error_there_is_no_release() -> None:
    """A warning does not stand in its way."""
    broken = compiled(flow(log("a", "nowhere")))
    assert broken.release is None and broken.problems
    warned = compiled(flow(hangup("a"), log("b", "a")))
    assert warned.release is not None and warned.problems


def test_the_same_source_is_the_same_release() -> None:
    """To the byte of its package, whatever the order in which an editor did things."""
    one, two = _main(), _main()
    two.nodes = dict(reversed(list(two.nodes.items())))
    two.nodes = {id_: two.nodes[id_] for id_ in one.nodes}
    two.nodes["a"].params = dict(reversed(list(two.nodes["a"].params.items())))
    assert pack(_release(one)) == pack(_release(two))


def _moved(main: Flow) -> Flow:
    layout = Layout({"a": Spot(5, 6)}, [Sticky(1, 1, "mind the gap")], [Frame(0, 0, 9, 9, "all")])
    return replace(main, layout=layout)


def _noted(main: Flow) -> Flow:
    main.nodes["a"].note = "Ask the press office before changing this."
    return replace(main, about="What it is for.")


def _renamed(main: Flow) -> Flow:
    main.nodes["a"].title = "Welcome"
    return main


def _waits(main: Flow) -> Flow:
    main.nodes["a"].params["repeat"] = "2"
    return main


CHANGES: list[tuple[str, Callable[[Flow], Flow], bool]] = [
    ("layout", _moved, True),
    ("notes", _noted, True),
    ("a title, which journals show", _renamed, False),
    ("a parameter", _waits, False),
    ("a language", lambda main: replace(main, language="zh"), False),
    ("a key", lambda main: replace(main, keys={"0": "end"}), False),
]


@pytest.mark.parametrize(("what", "change", "same"), CHANGES, ids=[what for what, _, _ in CHANGES])
def test_two_digests(what: str, change: Callable[[Flow], Flow], same: bool) -> None:
    """All bytes, and logic: moving a node changes the first, never the second."""
    before, after = _main(), change(_main())
    assert full_digest(before) != full_digest(after)
    assert (logic_digest(before) == logic_digest(after)) is same
    if what != "a language":
        one, two = _release(before), _release(after)
        assert (one.digest == two.digest) is same
        assert one.sources != two.sources


def test_a_change_of_a_called_flow_is_another_release() -> None:
    """They are pinned together."""
    other = replace(
        CALLED, nodes={**CALLED.nodes, "a": menu("a", one="b", silence="a2", wrong="a"), "a2": log("a2", "b")}
    )
    result = compile_flow(_main(), world(other))
    assert result.release is not None
    assert result.release.digest != _release().digest


class _Keys(EverythingWorld):
    """A world whose synthesiser has a version."""

    version = "1"

    def phrase_key(self, phrase: Phrase) -> str:
        return f"{phrase.text}/{self.version}"

    def recording(self, name: str, language: str) -> str | None:
        return f"{name}/{language}/{self.version}"


class _NewKeys(_Keys):
    version = "2"


def test_the_digest_covers_the_keys_of_sounds() -> None:
    """Another voice or another recording is another release, though no text changed."""
    said = Prompt((Variant("", (Segment("sound", "bell"), Segment("say", "Hi."))),))
    main = flow(play("a", "end", said), hangup())
    old, new = (compile_flow(main, keys).release for keys in (_Keys(), _NewKeys()))
    assert old is not None and new is not None
    assert old.phrases == (Phrase("Hi.", "en", "", "Hi./1"),)
    assert old.recordings == (Recording("bell", "en", "bell/en/1"),)
    assert old.sounds == ("bell",)
    assert old.digest != new.digest
    assert old.logic == new.logic


def test_phrases_are_what_is_said_whoever_calls() -> None:
    """Whole texts, and the fixed words around slots, in each language and voice that may say them."""
    said = prompt(en="Case {{ call.caller|digits }} is open.", zh="您好。", _="{{ now|date }} OK")
    chosen = language("l", "a", "zh")
    chosen.params["voice"] = "xiaoyi"
    release = compiled(flow(chosen, play("a", "b", said), play("b", "end", said), hangup())).release
    assert release is not None
    assert [(phrase.language, phrase.voice, phrase.text) for phrase in release.phrases] == [
        ("en", "", "Case"), ("en", "", "OK"), ("en", "", "is open."),
        ("zh", "", "OK"), ("zh", "", "您好。"), ("zh", "xiaoyi", "OK"), ("zh", "xiaoyi", "您好。"),
    ]  # fmt: skip


def test_a_package_opens_to_the_same_release() -> None:
    """Nodes are bound again by the code that bound them before."""
    release = _release()
    data = pack(release)
    again = unpack(data)
    assert again == release
    assert pack(again) == data


def _repacked(change: Callable[[dict[str, bytes], dict[str, Any]], None], data: bytes | None = None) -> bytes:
    """A package with its members and manifest changed by hand."""
    with zipfile.ZipFile(io.BytesIO(data or pack(_release()))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop(MANIFEST))
    change(members, manifest)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest))
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _tamper(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    members["logic/main.flow.xml"] = members["logic/main.flow.xml"].replace(b"morning", b"evening")


def _tamper_well(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    _tamper(members, manifest)
    manifest["files"]["logic/main.flow.xml"] = sha256(members["logic/main.flow.xml"])


def _unknown_type(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    logic = members["logic/main.flow.xml"].replace(b'type="play"', b'type="teleport"')
    members["logic/main.flow.xml"] = logic
    manifest["files"]["logic/main.flow.xml"] = sha256(logic)
    flows = {name: members[f"logic/{name}.flow.xml"] for name in ("called", "main")}
    phrases = [Phrase(*item) for item in manifest["phrases"]]
    manifest["digest"] = release_digest(1, COMPILER, "main", flows, phrases, [])


DAMAGED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no package of a release"),
    "words": (b"hello", "no package of a release"),
    "half of one": (pack(_release())[:-100], "no package of a release"),
    "a flipped byte": (pack(_release()).replace(b"morning", b"evening"), "damaged"),
    "no manifest": (_repacked(lambda members, manifest: manifest.clear()), "is no release"),
    "another manifest": (_repacked(lambda members, manifest: manifest.update(kind="x")), "is no release"),
    "a format of words": (_repacked(lambda members, manifest: manifest.update(format="1")), "no format"),
    "a newer format": (_repacked(lambda members, manifest: manifest.update(format=FORMAT + 1)), "upgrade"),
    "a changed flow": (_repacked(_tamper), "not those that it was packed with"),
    "a changed flow with its sum": (_repacked(_tamper_well), "not that of its content"),
    "one file more": (_repacked(lambda members, manifest: members.update(x=b"")), "packed with"),
    "one file less": (_repacked(lambda members, manifest: members.popitem() and None), "packed with"),
    "a file outside": (_repacked(lambda members, manifest: members.update({"../x": b""})), "packed with"),
    "phrases that are none": (_repacked(lambda members, manifest: manifest.update(phrases=[1])), "damaged"),
    "phrases of numbers": (_repacked(lambda members, manifest: manifest.update(phrases=[[1, 2]])), "damaged"),
    "no phrases": (_repacked(lambda members, manifest: manifest.pop("phrases") and None), "damaged"),
    "another main flow": (_repacked(lambda members, manifest: manifest.update(main="x")), "of its content"),
    "a node type that is not installed": (_repacked(_unknown_type), "no node type is called teleport"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_package_is_refused(name: str) -> None:
    """With one sort of error that says what is wrong."""
    data, words = DAMAGED[name]
    with pytest.raises(ReleaseError, match=words):
        unpack(data)


def test_a_bomb_is_not_unpacked() -> None:
    """However small it is, and whatever it says of its size."""
    bomb = _repacked(lambda members, manifest: members.update(bomb=b"\0" * (LARGEST + 1)))
    assert len(bomb) < LARGEST // 100
    with pytest.raises(ReleaseError, match="more than 64 MiB"):
        unpack(bomb)
    lies = bomb.replace((LARGEST + 1).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(ReleaseError):
        unpack(lies)
    many = _repacked(
        lambda members, manifest: members.update({f"f{n}": b"" for n in range(2 * bounds.FLOWS)})
    )
    with pytest.raises(ReleaseError, match="more than 1000 flows"):
        unpack(many)


def test_a_name_twice_is_refused() -> None:
    """A zip archive may hold two files of one name; a release may not."""
    out = io.BytesIO(pack(_release()))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(MANIFEST, b"{}")
    with pytest.raises(ReleaseError, match="twice"):
        unpack(out.getvalue())


def test_a_compressed_package_is_opened_too() -> None:
    """Somebody may have packed it again; the content decides."""
    assert unpack(_repacked(lambda members, manifest: None)) == _release()


def test_no_random_damage_is_a_traceback() -> None:
    """Every byte of the first and the last kilobyte, changed one at a time."""
    data = pack(_release())
    for place in (*range(0, 600, 7), *range(len(data) - 600, len(data), 7)):
        damaged = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            assert unpack(damaged) == _release()
        except ReleaseError:
            continue


def test_packages_hold_no_time_and_no_machine(tmp_path: Path) -> None:
    """Members are stored in order, with a fixed date."""
    with zipfile.ZipFile(io.BytesIO(pack(_release()))) as archive:
        names = archive.namelist()
        assert names == [MANIFEST, *sorted(names[1:])]
        assert {(m.date_time, m.compress_type, m.create_system) for m in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3)
        }

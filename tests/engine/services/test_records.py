"""Recordings on disk, numbers and messages kept elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from engine.services.records import KeptRecords
from nodes.errors import ServiceRefused, ServiceUnavailable
from nodes.services import Message

T = TypeVar("T")


class Store:
    """A store that counts, or that is down."""

    down = False

    def next_number(self, series: str, period: str, *, step: str) -> int:
        if self.down:
            raise OSError("no route")
        return 7

    def keep_message(self, message: Message) -> str:
        return f"kept {message.box}"


class Inline:
    """A pool without threads."""

    def __init__(self, threads: int) -> None:
        self.threads = threads

    def run(self, job: Callable[[], T], seconds: float) -> T:
        return job()

    def start(self, job: Callable[[], None]) -> None:
        job()


def records(folder: Path, **more: str) -> KeptRecords:
    return KeptRecords(Store(), folder, pool=Inline, switch_folder=more.get("switch_folder", ""))


def test_numbers_and_messages(tmp_path: Path) -> None:
    kept = records(tmp_path)
    assert kept.next_number("cases", "2026", step="s") == 7
    assert kept.keep_message(Message("mayor", "/x.wav", 3.0, "s")) == "kept mayor"


def test_a_store_that_is_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "down", True)
    with pytest.raises(ServiceUnavailable, match="no route"):
        records(tmp_path).next_number("cases", "2026", step="s")


NAMES = {
    "plain": ("mayor", "call-1:7/take1", "mayor", "call-1-7-take1.wav"),
    "chinese": ("市长信箱", "c:1", "市长信箱", "c-1.wav"),
    "climbing": ("../../etc", "../../passwd", "", ""),
    "long": ("b" * 300, "s" * 300, "", ""),
    "odd": ("a\0b\n", "${x}", "", ""),
}


@pytest.mark.parametrize(("box", "step", "folder", "file"), NAMES.values(), ids=NAMES)
def test_a_recording_stays_in_its_folder(tmp_path: Path, box: str, step: str, folder: str, file: str) -> None:
    path = Path(records(tmp_path).new_recording(box, step=step))
    assert path.parent.is_dir()
    inside = path.relative_to(tmp_path).parts
    assert len(inside) == 3 and ".." not in inside and "$" not in str(path)
    assert (inside[0], inside[2]) == (folder, file) or not folder


def test_the_same_step_has_the_same_file(tmp_path: Path) -> None:
    kept = records(tmp_path)
    assert kept.new_recording("b", step="s") == kept.new_recording("b", step="s")


def test_dropping(tmp_path: Path) -> None:
    kept = records(tmp_path / "in")
    file = Path(kept.new_recording("b", step="s"))
    file.write_bytes(b"x")
    kept.drop_recording(str(file))
    assert not file.exists()
    kept.drop_recording(str(file))
    outside = tmp_path / "outside.wav"
    outside.write_bytes(b"x")
    kept.drop_recording(str(outside))
    kept.drop_recording(f"{tmp_path}/in/b/../../outside.wav")
    assert outside.exists()


def test_the_switch_may_see_the_folder_elsewhere(tmp_path: Path) -> None:
    kept = records(tmp_path, switch_folder="/mnt/recordings")
    path = kept.new_recording("b", step="s")
    assert path.startswith("/mnt/recordings/b/") and path.endswith("/s.wav")
    here = tmp_path.joinpath(*Path(path).parts[3:])
    here.write_bytes(b"x")
    kept.drop_recording(path)
    assert not here.exists()
    kept.drop_recording("/elsewhere/s.wav")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ServiceUnavailable, match="cannot be made"):
        records(tmp_path / "file").new_recording("b", step="s")


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        total: int
        used: int
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10, 10, 0))
    with pytest.raises(ServiceUnavailable, match="the disk is full"):
        records(tmp_path).new_recording("b", step="s")


def test_a_named_recording_is_made_a_file_below_the_folder(tmp_path: Path) -> None:
    kept = records(tmp_path)
    assert kept.named_recording("cases/TS-42/市长", step="s") == str(
        tmp_path / "cases" / "TS-42" / "市长.wav"
    )
    assert kept.named_recording("top.wav", step="t") == str(tmp_path / "top.wav")


def test_a_named_recording_never_overwrites_one(tmp_path: Path) -> None:
    kept = records(tmp_path)
    paths = []
    for number in range(3):
        path = Path(kept.named_recording("a/voice", step=f"s{number}"))
        path.write_bytes(b"x")
        kept.keep_message(Message("", str(path), 3.0, f"s{number}"))
        paths.append(path.name)
    assert paths == ["voice.wav", "voice-2.wav", "voice-3.wav"]
    assert sorted(file.name for file in (tmp_path / "a").iterdir()) == sorted(paths)


def test_two_calls_that_record_under_one_name_have_files_of_their_own(tmp_path: Path) -> None:
    one, two = records(tmp_path), records(tmp_path)
    assert one.named_recording("voice", step="c1:4") == str(tmp_path / "voice.wav")
    assert two.named_recording("voice", step="c2:4") == str(tmp_path / "voice-2.wav")
    assert two.named_recording("voice", step="c1:4") == str(tmp_path / "voice.wav")
    one.drop_recording(str(tmp_path / "voice.wav"))
    assert two.named_recording("voice", step="c3:4") == str(tmp_path / "voice.wav")


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../x", "a/../x", "a//b", ".hidden", "a\\b", "a b", "a\0", "a/"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ServiceRefused, match="no path below"):
        records(tmp_path).named_recording(path, step="s")
    assert list(tmp_path.iterdir()) == []

"""Files: opened, saved, changed by others, read-only, locked, on a full disk; and work brought back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flowdesigner.document.desk import (
    FlowDocument,
    new_document,
    open_document,
    recovered,
    work_left,
)
from flowdesigner.document.errors import ChangedOnDisk, OpenFailed, SaveFailed, reason
from flowdesigner.document.recovery import LeftBehind
from flowdesigner.document.snapshot import Snapshots
from flows.model import Flow
from flows.read import read
from flows.source import Source
from flows.write import save, write
from tests.flowdesigner.flows import small

ROOT = Path(__file__).parents[3]

UNKNOWN = """<flow xmlns="urn:callwright:flow" format="1" name="odd" language="en" start="a" colour="red">
  <node id="a" type="teleport" speed="9">
    <param name="to">mars</param>
    <exit on="arrived" to="a"/>
    <extra deep="1"><inside/></extra>
  </node>
  <layout>
    <at node="a" x="10" y="20" pinned="yes"/>
  </layout>
</flow>
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.flow.xml"
    save(small(), path)
    return path


def test_open_edit_save(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    assert not document.modified and document.name == "small"
    first = file.read_bytes()
    document.set_attribute("title", "Small")
    assert document.modified and len(list(folder.glob("*.recovery.flow.xml"))) == 1
    document.save()
    assert not document.modified and list(folder.glob("*.recovery.flow.xml")) == []
    assert read(file).flow == document.flow
    assert file.with_name("small.flow.xml.bak").read_bytes() == first
    document.stack.undo()
    assert document.modified and len(list(folder.glob("*.recovery.flow.xml"))) == 1
    document.stack.redo()
    assert not document.modified and list(folder.glob("*")) == [], "nothing to keep"
    document.close()


def test_what_is_kept_says_with_which_file_it_began(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    document.set_attribute("title", "One")
    document.save()
    document.set_attribute("title", "Two")
    back = recovered(_abandoned(document, folder), folder)
    assert not back.file.look(), "the file is as this document saved it"
    back.save()
    found = read(file).flow
    assert found is not None and found.title == "Two"


def test_what_is_not_known_is_saved_as_it_was(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "odd.flow.xml"
    path.write_text(UNKNOWN)
    document = open_document(path, folder)
    assert {problem.severity for problem in document.problems} == {"warning"} and not document.file.lossy
    document.set_title("a", "x")
    document.stack.undo()
    document.save()
    assert path.read_text() == UNKNOWN


BROKEN = {
    "not XML": b"<flow",
    "newer": UNKNOWN.replace('format="1"', 'format="99"').encode(),
    "another language": b"<html/>",
    "empty": b"",
    "not text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_say_why(name: str, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "broken.flow.xml"
    path.write_bytes(BROKEN[name])
    with pytest.raises(OpenFailed) as failure:
        open_document(path, folder)
    assert failure.value.problems and "broken.flow.xml" in str(failure.value.say)
    assert path.read_bytes() == BROKEN[name]


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(OpenFailed):
        open_document(tmp_path / "none.flow.xml")


def test_half_understood_files_ask_before_they_are_saved(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "odd.flow.xml"
    path.write_text(UNKNOWN.replace('speed="9"', 'enabled="perhaps"'))
    document = open_document(path, folder)
    assert document.file.lossy
    document.set_title("a", "x")
    with pytest.raises(ChangedOnDisk):
        document.save()
    document.save(anyway=True)
    assert not document.file.lossy


def test_changed_by_somebody_else(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    told: list[bool] = []
    document.file.changed_on_disk.connect(lambda: told.append(True))
    os.utime(file, ns=(1, 1))
    assert not document.file.look(), "touched, the same bytes"
    other = small()
    other.title = "Other"
    save(other, file)
    document.set_attribute("title", "Mine")
    assert document.file.look() and told
    with pytest.raises(ChangedOnDisk):
        document.save()
    assert read(file).flow == other
    document.file.keep_mine()
    document.save()
    found = read(file).flow
    assert found is not None and found.title == "Mine"


def test_read_again(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    document.set_attribute("title", "Mine")
    other = small()
    other.title = "Other"
    save(other, file)
    loads: list[bool] = []
    document.loaded.connect(lambda: loads.append(True))
    document.read_again()
    assert (document.flow.title, document.modified, loads) == ("Other", False, [True])
    assert list(folder.glob("*.recovery.flow.xml")) == []
    assert not document.file.look()


def test_removed_file_is_told_and_saved_again(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    file.unlink()
    assert document.file.look()
    document.set_attribute("title", "Mine")
    document.save()
    assert file.exists()


def test_two_designers_on_one_file(file: Path, folder: Path) -> None:
    first = open_document(file, folder)
    second = open_document(file, folder)
    assert first.file.holder is None and second.file.holder is not None
    assert second.file.holder.process == os.getpid() and second.file.read_only
    second.set_attribute("title", "Second")
    with pytest.raises(SaveFailed) as failure:
        second.save()
    assert str(os.getpid()) in str(failure.value.say)
    second.file.take_over()
    second.save()
    assert first.file.look()
    first.close()
    second.close()
    third = open_document(file, folder)
    assert third.file.holder is None
    third.close()
    assert list(file.parent.glob(".*.lock")) == []


def test_disk_full(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = open_document(file, folder)
    document.set_attribute("title", "Mine")
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flowdesigner.document.files.save", full)
    with pytest.raises(SaveFailed) as failure:
        document.save()
    assert "the disk is full" in str(failure.value.say)
    assert document.modified and file.read_bytes() == before
    assert len(list(folder.glob("*.recovery.flow.xml"))) == 1


def test_no_room_for_recovery_is_said_once(file: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    document = open_document(file, blocked)
    told: list[object] = []
    document.told.connect(told.append)
    document.set_attribute("title", "One")
    document.set_attribute("title", "Two")
    assert len(told) == 1 and document.flow.title == "Two"


def test_read_only_file(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = open_document(file, folder)
    # Asked of the system, who answers root that everything may be written.
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert document.file.read_only
    document.set_attribute("title", "Mine")
    with pytest.raises(SaveFailed) as failure:
        document.save()
    assert "read-only" in str(failure.value.say) and document.modified


def test_save_as_gives_the_flow_the_name_of_its_file(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    document.save_as(file.with_name("other.flow.xml"))
    assert (document.flow.name, document.path) == ("other", file.with_name("other.flow.xml"))
    assert read(file.with_name("other.flow.xml")).faithful and not document.modified
    with pytest.raises(SaveFailed):
        document.save_as(file.parent / "no folder" / "third.flow.xml")
    assert (document.path, document.flow.name) == (file.with_name("other.flow.xml"), "other")
    new = new_document("", folder)
    with pytest.raises(SaveFailed):
        new.save_as(file.parent / "no folder" / "third.flow.xml")
    assert new.path is None and new.flow.name == "untitled"
    new.save_as(file.with_name("新流程.xml"))
    assert file.with_name("新流程.flow.xml").exists()


@pytest.mark.parametrize("named", [True, False])
def test_kill_loses_nothing(named: bool, file: Path, folder: Path) -> None:
    arguments = [sys.executable, "-m", "tests.flowdesigner.document.killed", str(folder)]
    arguments += [str(file)] if named else []
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(7):
            nodes = int(process.stdout.readline())
        assert work_left(folder) == [], "it lives"
        process.send_signal(signal.SIGKILL)
        nodes = max([nodes, *(int(line) for line in process.stdout.read().split())])
    (left,) = work_left(folder)
    assert left.file == (str(file) if named else "")
    document = recovered(left, folder)
    # A node is kept before its number is told: the signal may come between.
    assert len(document.flow.nodes) in (nodes, nodes + 1) and document.modified
    assert document.file.holder is None and (document.path == file if named else document.path is None)
    assert not document.file.look()
    assert len(list(folder.glob("*.recovery.flow.xml"))) == 1, "kept again by the one that has it now"
    document.close()
    assert work_left(folder) == []


def test_recovered_work_knows_that_the_file_changed_since(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    document.set_attribute("title", "Mine")
    left = _abandoned(document, folder)
    other = small()
    other.about = "Other"
    save(other, file)
    back = recovered(left, folder)
    assert back.flow.title == "Mine" and back.file.look()
    with pytest.raises(ChangedOnDisk):
        back.save()


def test_recovered_work_stands_where_it_was_drawn(file: Path, folder: Path) -> None:
    document = open_document(file, folder)
    document.add_node("play", (3.0, 4.0))
    document.add_node("play", (5.0, 6.0))
    drawn = write(document.flow)
    assert write(recovered(_abandoned(document, folder), folder).flow) == drawn


def _abandoned(document: FlowDocument, folder: Path) -> LeftBehind:
    """What would be found if the designer of `document` were gone."""
    (lock,) = folder.glob("*.lock")
    document._recovery._lock.unlock()  # type: ignore[union-attr]
    document.file.release()
    assert not lock.exists()
    (left,) = work_left(folder)
    return left


def test_snapshots_are_the_flow() -> None:
    snapshots, flow = Snapshots(), small()
    for title in ("One", "Two <&>", "Three\x07"):
        flow.nodes["main"].title = "unchanged"
        flow.about = title
        found = read(Source(snapshots.of(flow))).flow
        assert found is not None
        if "\x07" not in title:
            assert write(found) == write(flow)
        assert list(found.nodes) == list(flow.nodes)


def test_reasons_are_told_in_the_readers_language() -> None:
    assert reason(OSError(28, "x")) == "the disk is full" and reason(OSError(9999, "odd")) == "odd"


def test_a_flow_without_places_gets_them(tmp_path: Path, folder: Path) -> None:
    flow = small()
    flow.layout.spots.clear()
    path = tmp_path / "small.flow.xml"
    save(flow, path)
    document = open_document(path, folder)
    assert document.flow.layout.spots.keys() == flow.nodes.keys() and not document.modified


def test_new_flows_begin_in_the_language_of_the_window(folder: Path) -> None:
    assert new_document(folder=folder).flow == Flow("untitled", language="en")

"""What a process finds: the open flows as they are drawn, their neighbours, the project's settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowdesigner.document.desk import FlowDocument, new_document, open_document
from flowdesigner.simulation import overlay
from flowdesigner.simulation.overlay import NotWritten, Overlay
from flows.errors import WriteError
from flows.read import read
from flows.write import save
from tests.flowdesigner.flows import small


def put(path: Path, title: str) -> FlowDocument:
    """A flow in a file of that name, open."""
    flow = small()
    flow.name, flow.title = path.name.removesuffix(".flow.xml"), title
    path.parent.mkdir(parents=True, exist_ok=True)
    save(flow, path)
    return open_document(path)


def titles(made: Overlay) -> dict[str, str]:
    """The titles of the flows that the process finds, by file."""
    found = {}
    for file in made.path.glob("*.flow.xml"):
        flow = read(file).flow
        assert flow is not None
        found[file.name] = flow.title
    return found


def test_a_project(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "callwright.toml").write_text("")
    main = put(tmp_path / "flows" / "main.flow.xml", "saved")
    put(tmp_path / "flows" / "sub.flow.xml", "on the disk")
    edited = put(tmp_path / "flows" / "edited.flow.xml", "saved")
    elsewhere = put(tmp_path / "other" / "sub.flow.xml", "of another folder")
    (tmp_path / "flows" / "main.calls.yaml").write_text("cases: []")
    for document in (main, edited):
        document.set_attribute("title", "drawn")
    new = new_document("unsaved")
    new.set_attribute("title", "new")
    made = Overlay(main, [main, edited, elsewhere, new])
    assert titles(made) == {
        "main.flow.xml": "drawn",
        "sub.flow.xml": "on the disk",
        "edited.flow.xml": "drawn",
        "unsaved.flow.xml": "new",
    }
    assert made.config == tmp_path / "callwright.toml" and made.folder == tmp_path
    assert made.options == ["--config", str(tmp_path / "callwright.toml")]
    assert not list(made.path.glob("*.yaml"))
    made.close()
    assert not made.path.exists()
    with_scripts = Overlay(main, [main], scripts=True)
    assert (with_scripts.path / "main.calls.yaml").is_file()
    with_scripts.close()
    for document in (main, edited, elsewhere, new):
        document.close()


def test_a_flow_without_a_file(qapp: object) -> None:
    new = new_document("fresh")
    made = Overlay(new, [new])
    assert made.rung.is_file() and made.options == [] and made.folder == made.path
    made.close()
    new.close()


def test_what_cannot_be_written_is_told(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = put(tmp_path / "main.flow.xml", "x")

    def refuse(_: object) -> bytes:
        raise WriteError("a sign that XML does not know")

    monkeypatch.setattr(overlay, "write", refuse)
    with pytest.raises(NotWritten, match="a sign that XML"):
        Overlay(document, [document])
    document.close()

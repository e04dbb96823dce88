"""What is written reads back as it was, and is written the same again; the schema agrees."""

from __future__ import annotations

import io
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from flows.errors import WriteError
from flows.model import Flow
from flows.problems import Problem
from flows.read import read
from flows.source import Source
from flows.write import save, write
from tests.flows import build, golden
from tests.flows.documents import flows

LIBRARY = sorted(Path(str(files("flows") / "library")).rglob("*.flow.xml"))
SCHEMA = etree.RelaxNG(etree.fromstring((files("flows") / "flow.rng").read_bytes()))

DOCS = Path(__file__).parents[2] / "docs" / "flow-format.md"
EXAMPLES = re.findall(r"^```xml\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _read(data: bytes) -> Flow:
    loaded = read(Source(data))
    assert loaded.flow is not None
    assert loaded.faithful, [problem.text() for problem in loaded.problems]
    return loaded.flow


@settings(max_examples=50, deadline=None)
@given(flows())
def test_any_document_survives(document: Flow) -> None:
    """read(write(x)) is x; written again it has the same bytes; the schema allows it."""
    data = write(document)
    again = _read(data)
    assert again == document
    assert write(again) == data
    SCHEMA.assertValid(etree.parse(io.BytesIO(data)))


def test_the_examples_of_the_docs_are_canonical() -> None:
    """The form of the file, to the byte: a whole flow, and a node."""
    flow, node = (example.encode() for example in EXAMPLES)
    assert write(_read(flow)) == flow
    head, foot = b'<flow xmlns="urn:callwright:flow" format="1" name="main" language="en">\n', b"</flow>\n"
    indented = b"".join(b"  " + line + b"\n" for line in node.splitlines())
    assert write(_read(head + indented + foot)) == head + indented + foot


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_samples_fit_the_schema_and_are_canonical(path: Path) -> None:
    """What ships is what the writer writes."""
    data = path.read_bytes()
    SCHEMA.assertValid(etree.parse(io.BytesIO(data)))
    assert write(_read(data)) == data


def test_some_sample_ships() -> None:
    """The parametrised tests above are about something."""
    assert LIBRARY


SCHEMA_CODES = {
    "CW108", "CW109", "CW110", "CW113", "CW114", "CW117", "CW118", "CW119", "CW121", "CW124",
}  # fmt: skip
"""What a grammar can say; stray text it reports, too, but a missing line of a table it cannot."""


@pytest.mark.parametrize("path", golden.case_files(), ids=lambda path: path.name.removesuffix(golden.SUFFIX))
def test_the_schema_refuses_bad_forms_and_nothing_else(path: Path) -> None:
    """It agrees with the reader on form, and leaves meaning to the compiler."""
    codes: set[str] = {problem.code for problem in read(path).problems}
    if codes & {"CW103", "CW104", "CW105", "CW106"}:
        return
    with path.open("rb") as stream:
        valid = SCHEMA.validate(etree.parse(stream))
    assert valid == (not codes & (SCHEMA_CODES | {"CW120"}))


def test_order_depends_on_the_document_alone() -> None:
    """Exits that rows name come in their order, the others by name; parameters as the type declares them."""
    node = build.menu("a", one="a", silence="b", wrong="c")
    node.params = {
        "attempts": "2",
        "future": "1",
        "choices": ({"keys": "2", "exit": "two"}, {"exit": "one", "keys": "1"}),
    }
    node.exits = {"no_match": "c", "one": "a", "no_input": "b", "two": "a"}
    flow = build.flow(node)
    data = write(flow).decode()
    places = [data.index(word) for word in ('"choices"', '"attempts"', '"future"', 'on="two"', 'on="one"')]
    assert places == sorted(places)
    assert data.index('on="one"') < data.index('on="no_input"') < data.index('on="no_match"')
    assert '<row exit="two" keys="2"/>' in data
    flow.nodes["a"].exits = dict(sorted(node.exits.items()))
    flow.nodes["a"].params = dict(sorted(node.params.items()))
    assert write(flow).decode() == data


def test_white_space_is_kept_where_it_is_meant() -> None:
    """Around a text it goes, unless `xml:space` keeps it; inside it always stays."""
    flow = build.flow(build.log("a", "a", " two\n  lines "))
    data = write(flow)
    assert b'xml:space="preserve"> two\n  lines </param>' in data
    assert _read(data).nodes["a"].params["text"] == " two\n  lines "
    loose = data.replace(b' xml:space="preserve"', b"")
    assert _read(loose).nodes["a"].params["text"] == "two\n  lines"


def test_an_empty_table_is_an_empty_text() -> None:
    """Both bind to a table without rows."""
    flow = build.flow(build.back("a", "done"))
    assert b'<param name="values"/>' in write(flow)
    assert _read(write(flow)).nodes["a"].params["values"] == ""
    assert build.told(flow) == []


def test_what_is_not_known_survives_and_is_reported() -> None:
    """Node types, parameters, attributes and elements; those of another namespace in silence."""
    data = """<flow xmlns="urn:callwright:flow" format="1" name="main" language="en" start="a" colour="red">
  <node id="a" type="teleport" speed="9" xmlns:p="urn:paint" p:shade="dark">
    <param name="where">the moon</param>
    <param name="stops">
      <row name="one" p:hue="1"/>
    </param>
    <exit on="arrived" to="a"/>
    <beam wide="yes">of <b>light</b>, <i xmlns="urn:other"/> and so on</beam>
  </node>
  <p:brush xmlns:p="urn:paint" size="3"><p:hair/></p:brush>
  <layout zoom="2">
    <at node="a" x="1" y="2.5" colour="red"/>
    <grid/>
  </layout>
</flow>
"""
    loaded = read(Source(data.replace(' p:hue="1"', "").encode()))
    assert [(p.code, p.line) for p in loaded.problems] == [
        ("CW118", 1), ("CW118", 2), ("CW117", 8), ("CW118", 11), ("CW117", 13),
    ]  # fmt: skip
    assert loaded.faithful and loaded.flow is not None
    written = write(loaded.flow)
    again = _again(written)
    assert again == loaded.flow
    for kept in (
        "the moon",
        'speed="9"',
        'shade="dark"',
        "of <b>light</b>, ",
        'size="3"',
        'zoom="2"',
        "<grid/>",
    ):
        assert kept in written.decode()
    assert not read(Source(data.encode())).faithful


def _again(data: bytes) -> Flow | None:
    return read(Source(data)).flow


def test_lines_are_right_in_a_long_file() -> None:
    """libxml2 keeps short numbers; past 65,535 lines ours must still be those of the file."""
    nodes = "".join(
        f'  <node id="n{n}" type="log">\n    <exit on="next" to="x"/>\n  </node>\n' for n in range(19_999)
    )
    about = "<about>" + "\n" * 60_000 + "</about>"
    head = '<flow xmlns="urn:callwright:flow" format="1" name="main" language="en">\n'
    last = (
        '<node id="z" type="log">\n<param name="text">x</param>\n<exit on="next" to="z"/>\n</node>\n</flow>\n'
    )
    data = f"{head}{about}\n{nodes}{last}"
    node = _read(data.encode()).nodes["z"]
    lines = data.split("\n")
    for line, start in (
        (node.line, '<node id="z"'),
        (node.lines["text"], "<param"),
        (node.lines["exit next"], "<exit"),
    ):
        assert lines[line - 1].strip().startswith(start)


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[31m", "\ud800", "\ufffe"])
def test_what_no_file_can_hold_is_refused(text: str, tmp_path: Path) -> None:
    """The node is named, and the file that was there stays as it was."""
    path = tmp_path / "main.flow.xml"
    save(build.flow(build.log("a", "a")), path)
    before = path.read_bytes()
    with pytest.raises(WriteError) as caught:
        save(build.flow(build.log("a", "a"), build.log("b", "a", text)), path)
    assert caught.value.node == "b"
    assert path.read_bytes() == before
    found: list[Problem] = build.problems(build.flow(build.log("b", "b", text)))
    assert [(p.code, p.node) for p in found] == [("CW105", "b")]


def test_a_document_that_would_not_read_back_is_not_saved(tmp_path: Path) -> None:
    """Bounds and identifiers hold for editors, too."""
    path = tmp_path / "main.flow.xml"
    with pytest.raises(WriteError, match="no identifier"):
        save(build.flow(build.log("a node", "a")), path)
    with pytest.raises(WriteError, match="longer than"):
        save(build.flow(build.log("a", "a", "x" * 70_000)), path)
    assert list(tmp_path.iterdir()) == []


def test_saving_replaces_the_file_in_one_step(tmp_path: Path) -> None:
    """Its mode stays, a link goes on pointing to it, nothing is left beside it."""
    path, link = tmp_path / "main.flow.xml", tmp_path / "link.flow.xml"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    flow = build.flow(build.hangup("a"))
    save(flow, link)
    assert link.is_symlink() and read(path).flow == flow
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [link, path]


def test_a_failure_leaves_nothing_half_written(tmp_path: Path) -> None:
    """A target that cannot be replaced: the error of the system, and no file beside it."""
    folder = tmp_path / "main.flow.xml"
    folder.mkdir()
    with pytest.raises(OSError, match="main"):
        save(build.flow(build.hangup("a")), folder)
    assert list(tmp_path.iterdir()) == [folder]

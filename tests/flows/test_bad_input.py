"""Files that are no flows: a problem with file and line, never a traceback, nothing resolved or fetched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows import bounds
from flows.compiler import check, compile_flow
from flows.read import read
from flows.source import Source
from tests.flows.made import HEAD, TAIL

LAUGHS = (
    '<!DOCTYPE flow [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)

BAD = {
    # name: (bytes, code, line)
    "words": (b"hello", "CW105", 1),
    "half a tag": (b"<flow", "CW105", 1),
    "two roots": (b"<a/>\n<b/>", "CW105", 2),
    "binary": (bytes(range(256)), "CW103", 2),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "CW103", 1),
    "utf-16": (f"{HEAD}{TAIL}".encode("utf-16"), "CW103", 1),
    "utf-16 without a mark": (f"{HEAD}{TAIL}".encode("utf-16-le"), "CW104", 1),
    "another declared encoding": (b'<?xml version="1.0" encoding="latin-1"?>\n' + HEAD.encode(), "CW103", 1),
    "bytes that are no utf-8": (HEAD.encode() + b"\xff\xfe" + TAIL.encode(), "CW103", 2),
    "half a character": ((HEAD + "好").encode()[:-1], "CW103", 2),
    "billion laughs": (f"{LAUGHS}{HEAD}<about>&i;</about>{TAIL}".encode(), "CW106", 1),
    "quadratic blow-up": (f'<!DOCTYPE f [<!ENTITY a "{"x" * 9999}">]>{HEAD}'.encode(), "CW106", 1),
    "laughs in an attribute": (f"{LAUGHS}\n{HEAD.replace('main', '&i;')}{TAIL}".encode(), "CW106", 1),
    "an external entity": (
        f'\n<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}<about>&x;</about>{TAIL}'.encode(),
        "CW106",
        2,
    ),
    "an external document type": (
        f'<?pi?><!-- x --><!DOCTYPE f SYSTEM "http://127.0.0.1:9/x.dtd">{HEAD}{TAIL}'.encode(),
        "CW106",
        1,
    ),
    "a parameter entity": (b'<!DOCTYPE f [<!ENTITY % x SYSTEM "file:///dev/zero"> %x;]><f/>', "CW106", 1),
    "an unknown entity": (f"{HEAD}<about>&nbsp;</about>{TAIL}".encode(), "CW105", 2),
    "no namespace": (b'<flow format="1"/>', "CW108", 1),
    "another namespace": (b'<flow xmlns="urn:example"/>', "CW108", 1),
    "another root": (b'<node xmlns="urn:callwright:flow"/>', "CW108", 1),
    "html": (b"<html><body>404 Not Found</body></html>", "CW108", 1),
    "no format": (b'<flow xmlns="urn:callwright:flow"/>', "CW109", 1),
    "format 0": (b'<flow xmlns="urn:callwright:flow" format="0"/>', "CW109", 1),
    "format -1": (b'<flow xmlns="urn:callwright:flow" format="-1"/>', "CW109", 1),
    "a format of 5,000 digits": (
        b'<flow xmlns="urn:callwright:flow" format="%s"/>' % (b"9" * 5000),
        "CW109",
        1,
    ),
    "a newer format": (b'<flow xmlns="urn:callwright:flow" format="2"/>', "CW110", 1),
    "20,000 levels": (b"<a>" * 20_000, "CW107", 1),
    "20,000 levels, all closed": (
        HEAD.encode() + b"<a>" * 20_000 + b"</a>" * 20_000 + TAIL.encode(),
        "CW107",
        2,
    ),
    "100 levels": (HEAD.encode() + b"<a>" * 100 + b"</a>" * 100 + TAIL.encode(), "CW107", 2),
    "a control character": (f"{HEAD}\n<about>a\x00b</about>{TAIL}".encode(), "CW104", 3),
    "a control character by its number": (f"{HEAD}\n<about>&#7;</about>{TAIL}".encode(), "CW104", 3),
    "half a surrogate by its number": (f"{HEAD}<about>&#xD800;</about>{TAIL}".encode(), "CW104", 2),
    "a text of 11 million": (f"{HEAD}<about>{'x' * 11_000_000}</about>{TAIL}".encode(), "CW112", 2),
    "an attribute of 11 million": (f'{HEAD}<node id="{"x" * 11_000_000}"/>{TAIL}'.encode(), "CW112", 2),
    "an attribute of 66,000": (f'{HEAD}<node id="{"x" * 66_000}"/>{TAIL}'.encode(), "CW112", 2),
    "a text put together by comments": (
        f"{HEAD}<about>{'x' * 40_000}<!-- -->{'x' * 40_000}</about>{TAIL}".encode(),
        "CW112",
        2,
    ),
    "a text put together by instructions": (
        f"{HEAD}<about>{'x' * 40_000}<?x?>{'x' * 40_000}</about>{TAIL}".encode(),
        "CW112",
        2,
    ),
    "a text put together by CDATA": (
        f"{HEAD}<about>{'x' * 40_000}<![CDATA[<{'x' * 40_000}]]></about>{TAIL}".encode(),
        "CW112",
        2,
    ),
    "an attribute twice": (f'{HEAD}<node id="a" id="b"/>{TAIL}'.encode(), "CW105", 2),
    "a prefix without a namespace": (f"{HEAD}<p:node/>{TAIL}".encode(), "CW105", 2),
    "nothing": (b"", "CW123", 0),
    "only a mark": (b"\xef\xbb\xbf", "CW123", 0),
    "white space": (b" \n\t\r\n", "CW123", 0),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_bytes_are_one_problem_with_its_line(name: str) -> None:
    """The first thing that is wrong ends the reading: what follows would be guessed."""
    data, code, line = BAD[name]
    loaded = read(Source(data, "bad.flow.xml"))
    assert [(p.code, p.severity, p.file, p.line) for p in loaded.problems] == [
        (code, "error", "bad.flow.xml", line)
    ]
    assert loaded.flow is None and not loaded.faithful
    assert all(len(problem.text("zh")) < 500 for problem in loaded.problems)
    assert compile_flow(Source(data, "bad.flow.xml")).release is None


def test_an_entity_is_refused_unread(tmp_path: Path) -> None:
    """A file that an entity names is never opened: here it would block for ever."""
    pipe = tmp_path / "pipe"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    data = f'<!DOCTYPE f [<!ENTITY x SYSTEM "{pipe.as_uri()}">]>{HEAD}<about>&x;</about>{TAIL}'
    assert [problem.code for problem in check(Source(data.encode()))] == ["CW106"]


def test_a_document_type_in_a_comment_or_text_is_harmless() -> None:
    """Only a real one is refused."""
    data = f"<!-- <!DOCTYPE flow> -->\n<?x <!DOCTYPE?>\n{HEAD}<about>&lt;!DOCTYPE&gt;</about>{TAIL}"
    flow = read(Source(data.encode())).flow
    assert flow is not None and flow.about == "<!DOCTYPE>"


def test_a_comment_that_never_ends_is_no_xml() -> None:
    """The search for a document type gives up, the parser complains."""
    assert [problem.code for problem in read(Source(b"<!-- <!DOCTYPE f")).problems] == ["CW105"]


def test_a_folder_a_missing_file_and_a_bad_name(tmp_path: Path) -> None:
    """Reasons in both languages."""
    assert check(tmp_path)[0].en.endswith("it is a folder")
    assert "文件夹" in check(tmp_path)[0].zh
    assert "没有这个文件" in check(tmp_path / "none.flow.xml")[0].zh
    assert check(f"{tmp_path}/a\0b")[0].code == "CW101"
    assert check(tmp_path / ("x" * 4000))[0].code == "CW101"


def test_a_path_that_cannot_be_followed(tmp_path: Path) -> None:
    """The system's own words."""
    path = tmp_path / "loop.flow.xml"
    path.symlink_to(path)
    found = check(path)
    assert [problem.code for problem in found] == ["CW101"]
    assert found[0].en.startswith("the file cannot be read: ")


def test_a_file_is_read_no_further_than_its_bound(tmp_path: Path) -> None:
    """A sparse file of a terabyte costs no more than one just too large."""
    path = tmp_path / "vast.flow.xml"
    with path.open("wb") as stream:
        stream.truncate(bounds.FILE_BYTES * 64)
    assert [problem.code for problem in check(path)] == ["CW102"]


def test_bounds_on_nodes_rows_and_variables() -> None:
    """Each is reported once, and what is within the bound is still read."""
    variables = "".join(f'<variable name="v{n}"/>' for n in range(bounds.VARIABLES + 5))
    rows = '<row name="a"/>' * (bounds.ROWS + 5)
    table = f'<node id="a" type="set"><param name="values">{rows}</param></node>'
    data = f"{HEAD}<variables>{variables}</variables>{table}{TAIL}"
    loaded = read(Source(data.encode()))
    assert [problem.code for problem in loaded.problems] == ["CW111", "CW111"]
    assert loaded.flow is not None
    assert len(loaded.flow.variables) == bounds.VARIABLES
    assert len(loaded.flow.nodes["a"].params["values"]) == bounds.ROWS


FORM = {
    # name: (what stands in the flow, codes)
    "an exit without a target": ('<node id="a" type="log"><exit on="next"/></node>', ["CW113"]),
    "a node without an id": ('<node type="log"/>', ["CW113"]),
    "a node without a type": ('<node id="a"/>', ["CW113"]),
    "an exit with a bad name": ('<node id="a" type="log"><exit on="1 2" to="a"/></node>', ["CW114"]),
    "a param without a name": ('<node id="a" type="log"><param>x</param></node>', ["CW113"]),
    "a handler of nothing": ('<on to="a"/>', ["CW113"]),
    "a handler of both": ('<on event="error" key="1" to="a"/>', ["CW113"]),
    "a handler of an unknown event": ('<on event="fire" to="a"/>', ["CW121"]),
    "a handler of two keys": ('<on key="12" to="a"/>', ["CW121"]),
    "a handler twice": ('<on key="1" to="a"/><on key="1" to="b"/>', ["CW116"]),
    "a variable of an unknown type": ('<variables><variable name="a" type="money"/></variables>', ["CW121"]),
    "a variable twice": ('<variables><variable name="a"/><variable name="a"/></variables>', ["CW116"]),
    "something among variables": ("<variables><var/></variables>", ["CW119"]),
    "text among nodes": ("\n hello", ["CW120"]),
    "a parameter twice": (
        '<node id="a" type="log"><param name="text">1</param><param name="text">2</param></node>',
        ["CW116"],
    ),
    "a parameter and a prompt": (
        '<node id="a" type="play"><prompt param="x"/><param name="x">y</param></node>',
        ["CW116"],
    ),
    "a prompt twice": (
        '<node id="a" type="play"><prompt param="x"><say>x</say></prompt><prompt param="x"/></node>',
        ["CW116"],
    ),
    "rows and text": ('<node id="a" type="set"><param name="values">x<row/></param></node>', ["CW120"]),
    "text in a row": ('<node id="a" type="set"><param name="values"><row>x</row></param></node>', ["CW120"]),
    "a cell twice": (
        '<node id="a" type="set"><param name="v"><row x="1"><cell name="x">2</cell></row></param></node>',
        ["CW116"],
    ),
    "a bold word": (
        '<node id="a" type="play"><prompt param="prompt"><say>a <b>b</b></say></prompt></node>',
        ["CW119"],
    ),
    "an unknown segment": (
        '<node id="a" type="play"><prompt param="prompt"><shout>hey</shout></prompt></node>',
        ["CW119"],
    ),
    "a silence of no length": (
        '<node id="a" type="play"><prompt param="prompt"><silence ms="long"/></prompt></node>',
        ["CW121"],
    ),
    "a value without a reading": (
        '<node id="a" type="play"><prompt param="prompt"><value>x</value></prompt></node>',
        ["CW113"],
    ),
    "a try of 0": ('<node id="a" type="play"><prompt param="prompt" try="0"/></node>', ["CW121"]),
    "no language": ('<node id="a" type="play"><prompt param="prompt" lang="?"/></node>', ["CW121"]),
    "a place that is no number": ('<layout><at node="a" x="left" y="nan"/></layout>', ["CW121", "CW121"]),
    "two layouts": ("<layout/><layout/>", ["CW116"]),
    "two abouts": ("<about>a</about><about>b</about>", ["CW116"]),
}


@pytest.mark.parametrize("name", FORM)
def test_what_does_not_fit_the_form_is_reported(name: str) -> None:
    """Never dropped in silence: a document that lost something is not faithful."""
    inside, codes = FORM[name]
    loaded = read(Source(f"{HEAD}{inside}{TAIL}".encode(), "main.flow.xml"))
    assert [problem.code for problem in loaded.problems] == codes
    assert all(problem.line >= 2 for problem in loaded.problems)
    assert not loaded.faithful

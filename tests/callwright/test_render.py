"""`render` and `diff`: forms, languages, statuses, files that cannot be read or written."""

from __future__ import annotations

import builtins
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tests.callwright.conftest import Run

MAIN = "hotline-12345"
FLOW = Path("flows") / f"{MAIN}.flow.xml"

BROKEN: dict[str, bytes] = {
    "empty": b"",
    "no xml": b"hello",
    "another kind": b'<flow xmlns="urn:other"/>',
    "damaged release": b"PK\x03\x04 and then nothing",
}


def _edit(before: str, after: str, path: Path = FLOW) -> Path:
    """A copy of a flow with other words in it."""
    target = Path("changed.xml")
    text = path.read_text(encoding="utf-8")
    assert before in text
    target.write_text(text.replace(before, after, 1), encoding="utf-8")
    return target


def _page(path: str) -> Any:
    return html.fromstring(Path(path).read_bytes())


def test_svg(run: Run, project: Path) -> None:
    ran = run("render", MAIN, "-o", "out.svg")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("out.svg: flows: 1, nodes: 20, ")
    root = etree.parse("out.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "欢迎" in Path("out.svg").read_text(encoding="utf-8")


def test_a_page_has_the_flows_that_are_called(run: Run, project: Path) -> None:
    assert run("render", FLOW, "-o", "out.html").status == 0
    names = _page("out.html").xpath("//nav/button/@data-flow")
    assert names[0] == MAIN
    assert set(names) == {path.name.removesuffix(".flow.xml") for path in Path("flows").glob("*.flow.xml")}


def test_png(run: Run, project: Path) -> None:
    pytest.importorskip("resvg_py", reason="NO PNG: pip install 'callwright[draw]'")
    ran = run("render", "poll", "-o", "out.png", "--scale", "0.5", "--json")
    assert ran.status == 0
    assert Path("out.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads(ran.out)["nodes"] == 10


def test_png_without_its_package_names_the_extra(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load: Callable[..., Any] = builtins.__import__

    def without(name: str, *arguments: Any, **more: Any) -> Any:
        if name == "resvg_py":
            raise ModuleNotFoundError("No module named 'resvg_py'", name=name)
        return load(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    ran = run("render", "poll", "-o", "out.png")
    assert ran.status == 2
    assert "[draw]" in ran.err and "pip install 'callwright[draw]'" in ran.err
    assert not Path("out.png").exists()


def test_the_language_of_prompts_and_titles(run: Run, project: Path) -> None:
    assert run("render", "poll", "-o", "out.svg", "--language", "en").status == 0
    text = Path("out.svg").read_text(encoding="utf-8")
    assert ">Start<" in text and ">开始<" not in text


def test_a_language_that_nobody_speaks_is_misuse(run: Run, project: Path) -> None:
    ran = run("render", "poll", "-o", "out.svg", "--language", "fr")
    assert ran.status == 2
    assert "there are: en, zh-CN" in ran.err


def test_fresh_lays_out_anew(run: Run, project: Path) -> None:
    sizes = [
        json.loads(run("render", MAIN, "-o", "o.svg", "--json", *more).out) for more in ((), ("--fresh",))
    ]
    assert sizes[0]["width"] != sizes[1]["width"]


def test_the_same_flow_gives_the_same_file(run: Run, project: Path) -> None:
    for name in ("one", "two"):
        assert run("render", MAIN, "-o", f"{name}.html").status == 0
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()


@pytest.mark.parametrize("name", ["out.pdf", "out", "svg"])
def test_another_form_is_misuse(run: Run, project: Path, name: str) -> None:
    ran = run("render", MAIN, "-o", name)
    assert ran.status == 2
    assert ".svg, .png or .html" in ran.err


def test_where_it_cannot_be_written(run: Run, project: Path) -> None:
    ran = run("render", MAIN, "-o", "no-such-folder/out.svg")
    assert ran.status == 3
    assert "Traceback" not in ran.err


def test_a_flow_with_errors_is_drawn_as_far_as_it_goes(run: Run, project: Path) -> None:
    path = _edit('to="english_voice"', 'to="nowhere"')
    ran = run("render", path, "-o", "out.svg")
    assert ran.status == 0
    assert len(list(etree.parse("out.svg").iterfind(".//{*}g[@data-node]"))) == 20


def test_a_file_that_was_not_read_wholly_is_drawn_with_a_warning(run: Run, project: Path) -> None:
    path = _edit('<on key="0" to="agent"/>', '<on key="x" to="agent"/>')
    ran = run("render", path, "-o", "out.svg")
    assert ran.status == 0
    assert "was not read wholly" in ran.err


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("command", ["render", "diff"])
def test_what_cannot_be_read_is_bad(run: Run, project: Path, command: str, name: str) -> None:
    Path("bad.flow.xml").write_bytes(BROKEN[name])
    rest = ("-o", "out.html") if command == "render" else (FLOW,)
    ran = run(command, "bad.flow.xml", *rest)
    assert ran.status == 1
    assert "error" in ran.err and "Traceback" not in ran.err
    assert not Path("out.html").exists()


def test_equal_flows(run: Run, project: Path) -> None:
    ran = run("diff", FLOW, FLOW, "--exit-code")
    assert (ran.status, ran.out, ran.err) == (0, "", "No difference.\n")
    assert json.loads(run("diff", FLOW, FLOW, "--json").out)["equal"] is True


def test_a_difference_in_words_and_as_data(run: Run, project: Path) -> None:
    path = _edit('<exit on="no_input" to="goodbye"/>', '<exit on="no_input" to="agent"/>')
    ran = run("diff", FLOW, path)
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "hotline-12345  12345 政务服务便民热线",
        "  ~ 总菜单 (main): exit no_input leads to 人工服务 (agent), before to 再见 (goodbye)",
    ]
    assert ran.err == "1 change of logic.\n"
    assert run("diff", FLOW, path, "--exit-code").status == 1
    document = json.loads(run("diff", FLOW, path, "--json").out)
    assert [change["kind"] for change in document["changes"]] == ["exit"]
    assert "出口 no_input 由" in run("--lang", "zh", "diff", FLOW, path).out


def test_the_difference_on_a_page(run: Run, project: Path) -> None:
    path = _edit("感谢您的来电，再见。", "谢谢，<再见>。".replace("<", "&lt;").replace(">", "&gt;"))
    assert run("diff", FLOW, path, "--html", "out.html").status == 0
    page = _page("out.html")
    assert page.xpath("//g[contains(@class, 'node changed')]/@data-node") == ["goodbye"]
    assert len(page.xpath("//div[@id='changes']//li")) == 1
    assert run("diff", FLOW, FLOW, "--html", "same.html").status == 0
    assert _page("same.html").xpath("//section/@data-flow") == [MAIN]


def test_a_page_needs_the_name_of_a_page(run: Run, project: Path) -> None:
    assert run("diff", FLOW, FLOW, "--html", "out.svg").status == 2


def test_releases_with_all_that_they_call(run: Run, project: Path) -> None:
    pytest.importorskip("soundfile", reason="NO SOUNDS: pip install 'callwright[live]'")
    assert run("compile", MAIN, "-o", "one.release").status == 0
    poll = Path("flows/poll.flow.xml")
    text = poll.read_text(encoding="utf-8")
    poll.write_text(text.replace('title="感谢"', 'title="谢谢"', 1), encoding="utf-8")
    assert run("compile", MAIN, "-o", "two.release").status == 0
    for new in ("two.release", MAIN):
        document = json.loads(run("diff", "one.release", new, "--json").out)
        assert [(each["flow"], each["kind"]) for each in document["changes"]] == [("poll", "node_title")]
    assert run("diff", "one.release", "two.release", "--html", "out.html").status == 0
    assert _page("out.html").xpath("//section/@data-flow") == ["poll"]


def test_a_zip_that_is_no_release(run: Run, project: Path) -> None:
    with zipfile.ZipFile("some.zip", "w") as archive:
        archive.writestr("a", "b")
    ran = run("diff", "some.zip", FLOW)
    assert ran.status == 1
    assert "some.zip" in ran.err and "cure: " in ran.err

"""The compiler as a whole: all problems at once, in one order, from any sort of input, lightly loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import bounds
from flows.compiler import check, compile_flow
from flows.gather import Given
from flows.read import read
from flows.source import Source
from flows.world import FolderWorld
from flows.write import write
from tests.flows import golden
from tests.flows.build import flow, hangup, log, node, problems, prompt, told

ROOT = Path(__file__).parents[2]

MESS = """<flow xmlns="urn:callwright:flow" format="1" name="mess" language="en" start="nowhere">
  <variables>
    <variable name="unused" type="text"/>
    <variable name="case_no" type="text"/>
  </variables>
  <on event="hangup" to="sorry"/>
  <node id="a" type="teleport">
    <exit on="next" to="b"/>
  </node>
  <node id="b" type="log">
    <param name="text">{{ case_mo }} {{ case_no }} {{ call.callr }}</param>
    <exit on="next" to="c"/>
    <exit on="done" to="c"/>
  </node>
  <node id="c" type="log">
    <param name="text">{{ case_no</param>
    <param name="level">loud</param>
    <param name="colour">red</param>
    <exit on="next" to="d"/>
  </node>
  <node id="d" type="log">
    <param name="text">d</param>
    <exit on="next" to="d"/>
  </node>
  <node id="sorry" type="play">
    <prompt param="prompt" lang="fr"><say>Pardon, {{ case_no }}.</say></prompt>
  </node>
  <node id="ask" type="query">
    <param name="connection">nothing</param>
    <param name="sql">SELECT 1 FROM t WHERE x = '{{ case_no }}'</param>
    <exit on="row" to="ask"/>
  </node>
  <node id="d" type="log"/>
</flow>
"""


def test_all_problems_are_told_at_once() -> None:
    """From reading to prompts: none hides those of a later pass."""
    codes = [problem.code for problem in check(Source(MESS.encode(), "mess.flow.xml"))]
    for code in (
        "CW115", "CW201", "CW203", "CW204", "CW303", "CW304", "CW401", "CW403", "CW404", "CW406",
        "CW407", "CW409", "CW505", "CW605",
    ):  # fmt: skip
        assert code in codes


def test_problems_come_in_the_order_of_the_file() -> None:
    """Then by code, node and parameter."""
    found = check(Source(MESS.encode(), "mess.flow.xml"))
    assert [p.line for p in found] == sorted(p.line for p in found)
    assert found == check(Source(MESS.encode(), "mess.flow.xml"))


@pytest.mark.slow
def test_output_does_not_depend_on_the_hash_seed() -> None:
    """Another process orders its sets otherwise; problems, digests and packages are the same bytes."""
    script = (
        "import sys, hashlib\n"
        "from tests.flows import golden\n"
        "from tests.flows.test_compiler import MESS\n"
        "from tests.flows.test_release import _release\n"
        "from flows.compiler import check\n"
        "from flows.source import Source\n"
        "from flows.package import pack\n"
        "said = golden.golden() + ''.join(p.text('zh') for p in check(Source(MESS.encode(), 'm')))\n"
        "print(hashlib.sha256(said.encode() + pack(_release())).hexdigest())\n"
    )
    prints = set()
    for seed in ("0", "1", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        prints.add(run.stdout)
    assert len(prints) == 1


HEAVY = ("sqlalchemy", "numpy", "gevent", "greenswitch", "httpx", "PySide6", "soundfile")


@pytest.mark.parametrize("module", ["flows.compiler", "flows.package", "flows.write", "flows.sarif"])
def test_the_light_path_stays_light(module: str) -> None:
    """Checking a flow loads no database, no sound, no switch."""
    script = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert run.stdout.strip() == "[]"


def test_a_document_a_file_and_bytes_are_checked_alike(tmp_path: Path) -> None:
    """An editor's document has the lines of the file that it would be."""
    document = flow(log("a", "b"), hangup("c"))
    path = tmp_path / "main.flow.xml"
    path.write_bytes(write(document))
    given: list[Given] = [document, path, str(path), Source(write(document), str(path))]
    found = [[(p.code, p.line, p.node) for p in check(one)] for one in given]
    assert found == [[("CW402", 4, "a"), ("CW405", 6, "c")]] * 4


def test_a_called_flow_is_found_beside_its_caller(tmp_path: Path) -> None:
    """Then in the folder of the settings; the nearer one wins."""
    inner, outer = tmp_path / "inner", tmp_path / "flows"
    for folder in (inner, outer):
        folder.mkdir()
    main = flow(node("a", "jump", {}, {"flow": "other"}))
    (inner / "main.flow.xml").write_bytes(write(main))
    (outer / "other.flow.xml").write_bytes(write(flow(hangup("far"), name="other")))
    world = FolderWorld(tmp_path)
    far = compile_flow(inner / "main.flow.xml", world).release
    assert far is not None and list(far.flows["other"].nodes) == ["far"]
    (inner / "other.flow.xml").write_bytes(write(flow(hangup("near"), name="other")))
    near = compile_flow(inner / "main.flow.xml", world).release
    assert near is not None and list(near.flows["other"].nodes) == ["near"]


def test_a_called_flow_that_cannot_be_read_is_reported_as_itself(tmp_path: Path) -> None:
    """Its own problem, and none that only follows from it."""
    (tmp_path / "main.flow.xml").write_bytes(
        write(flow(node("a", "subflow", {"x": "a"}, {"flow": "bad", "returns": ({"exit": "x"},)})))
    )
    (tmp_path / "bad.flow.xml").write_text("<flow")
    assert [
        (Path(p.file).name, p.code) for p in check(tmp_path / "main.flow.xml", FolderWorld(tmp_path))
    ] == [("bad.flow.xml", "CW105")]


def test_bounds_of_the_compiler_are_those_of_the_engine() -> None:
    """What is proven here is what holds there."""
    from engine.limits import LIMITS
    from nodes.values import MAX_TEXT

    assert LIMITS.depth == bounds.CALL_DEPTH
    assert bounds.TEXT == MAX_TEXT


def test_too_many_flows_end_the_gathering(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain of jumps without end is cut off."""
    monkeypatch.setattr(bounds, "FLOWS", 3)
    chain = [flow(node("a", "jump", {}, {"flow": f"f{n + 1}"}), name=f"f{n}") for n in range(6)]
    assert told(*chain) == ["CW111 f2:"]


def test_ten_thousand_nodes_with_a_fault_in_each() -> None:
    """Nothing grows faster than the flow."""
    nodes = [log(f"n{n}", f"m{n}", "{{ unknown }}") for n in range(3_000)]
    found = problems(flow(*nodes))
    assert {problem.code for problem in found} == {"CW303", "CW402", "CW405"}
    assert len(found) == 3_000 * 3 - 1


SAMPLES = sorted((ROOT / "flows" / "library").rglob("*.flow.xml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_have_no_problems(path: Path) -> None:
    """Not even a warning: they are what everybody copies."""
    import tomllib

    folder = path.parent.parent
    settings = tomllib.loads((folder / "callwright.toml").read_text("utf-8"))
    result = compile_flow(path, FolderWorld(folder, settings))
    assert [problem.text() for problem in result.problems] == []
    assert result.release is not None


def test_the_cases_world_is_as_the_cases_need_it() -> None:
    """Connections, calendars, voices; and names that lead out of the folder find nothing."""
    world = golden.CaseWorld()
    assert world.connection("hotline") == "database" and world.connection("x") is None
    assert list(world.calendar("office") or ()) == ["spring_festival"] and world.calendar("x") is None
    assert world.speaks("zh-CN", "") and not world.speaks("de", "")
    assert world.recording("../CW101", "en") is None and world.recording("/etc/passwd", "en") is None
    assert world.flow("../../build", "") is None


def test_recordings_are_found_by_language_and_base(tmp_path: Path) -> None:
    """`recorded/LANGUAGE/NAME.wav`."""
    folder = tmp_path / "sounds" / "recorded" / "zh"
    folder.mkdir(parents=True)
    (folder / "bell.wav").touch()
    world = FolderWorld(tmp_path)
    assert world.recording("bell", "zh-CN") == "" and world.recording("bell", "en") is None
    assert world.speaks("de", "anybody")


def test_a_prompt_keeps_the_lines_of_its_words() -> None:
    """A problem of one language points at that language."""
    main = flow(
        node("a", "play", {"done": "b"}, {"interrupt": "none"}, {"prompt": prompt(en="Hi.", zh="{{ x }}")}),
        hangup("b"),
    )
    assert [(p.code, p.line) for p in problems(main)] == [("CW303", 4), ("CW505", 4)]


def test_reading_never_raises_for_a_deep_or_odd_document() -> None:
    """Whatever an editor hands over."""
    odd = flow(log("a", "a"), name="bad name!")
    assert {p.code for p in check(odd)} >= {"CW121"}
    assert read(Source(write(odd))).faithful is False

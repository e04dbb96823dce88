"""The live panel as an author uses it: attach, watch, follow, the heat map."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flowdesigner.live.drawing import HEAT
from flowdesigner.live.engines import REMEMBERED
from flowdesigner.live.panel import LivePanel
from flowdesigner.live.watched import Watched
from flowdesigner.publishing import asked
from flowdesigner.publishing.store_box import STORES
from flowdesigner.words.say import speak
from flows.compiler import compile_flow
from flows.package import pack
from flows.source import Source
from flows.write import write
from tests.flowdesigner.flows import small, spoken
from tests.flowdesigner.live.engine import FakeEngine, call, engine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flowdesigner.window.workspace import Workspace

HEAT_OF_A_WEEK = [
    {"flow": "small", "node": "welcome", "entered": 40, "exits": {"done": 40}, "median_seconds": 2.5},
    {"flow": "small", "node": "gone", "entered": 3, "exits": {}, "hangups": 2},
]


@pytest.fixture(scope="module")
def release() -> tuple[str, bytes]:
    """The small flow as a package."""
    flow = small()
    flow.nodes["ask"] = replace(flow.nodes["ask"], prompts={"prompt": spoken("Your number, please.")})
    compiled = compile_flow(Source(write(flow), "small.flow.xml"))
    assert compiled.release is not None, [problem.text() for problem in compiled.problems]
    return compiled.release.digest, pack(compiled.release)


@pytest.fixture
def fake(release: tuple[str, bytes]) -> Iterator[FakeEngine]:
    digest, package = release
    with engine() as made:
        made.packages[digest] = package
        made.calls = [call("c1", release=digest), call("c2", release=digest, node="main", caller="139")]
        made.counts = [
            {
                "release": digest,
                "flow": "small",
                "node": "main",
                "entered": 9,
                "hangups": 4,
                "exits": {"one": 5},
            }
        ]
        yield made


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> Iterator[LivePanel]:
    made = LivePanel(workspace)
    qtbot.addWidget(made)
    made.resize(1200, 320)
    made.show()
    yield made
    made.end()
    for page in workspace.area.subWindowList():
        if isinstance(page.widget(), Watched):
            page.close()


def attach(qtbot: QtBot, panel: LivePanel, fake: FakeEngine) -> None:
    panel.engines.url.setText(fake.url)
    QTest.keyClick(panel.engines.url, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.calls.rows) == 2)


def column(panel: LivePanel, number: int) -> list[str]:
    return [str(panel.calls.index(row, number).data()) for row in range(panel.calls.rowCount())]


def test_attached_its_calls_are_listed(qtbot: QtBot, panel: LivePanel, fake: FakeEngine) -> None:
    assert not panel.watch.isEnabled()
    attach(qtbot, panel, fake)
    assert column(panel, 2) == ["welcome", "main"] and column(panel, 3) == ["13800138000", "139"]
    assert column(panel, 4) == ["5", "5"] and column(panel, 0) == ["hotline", "hotline"]
    item = panel.engines.list.item(0)
    assert item.text() == f"{fake.url}: Attached; calls: 2"
    fake.tell("c1", "node_entered", flow="small", node="ask", type="digits")
    qtbot.waitUntil(lambda: column(panel, 2) == ["ask", "main"])
    fake.tell("c1", "call_finished", result="done", seconds=1.0)
    qtbot.waitUntil(lambda: column(panel, 3) == ["139"])
    speak("zh_CN")
    assert panel.calls.headerData(3, Qt.Orientation.Horizontal) == "主叫"
    assert "已连接" in item.text()
    panel.engines.remove()
    assert panel.calls.rowCount() == 0 and panel.engines.list.count() == 0


def test_several_engines_at_once(qtbot: QtBot, panel: LivePanel, fake: FakeEngine) -> None:
    attach(qtbot, panel, fake)
    with engine() as second:
        second.calls = [call("c9", caller="777")]
        panel.engines.url.setText(second.url)
        panel.engines.add()
        qtbot.waitUntil(lambda: sorted(column(panel, 3)) == ["13800138000", "139", "777"])
        assert panel.engines.list.count() == 2
    qtbot.waitUntil(lambda: sorted(column(panel, 3)) == ["13800138000", "139"])
    assert panel.engines.links[0].state == "attached" and panel.engines.links[1].state == "away"


def test_watched_the_callers_are_on_the_drawing(
    qtbot: QtBot, panel: LivePanel, fake: FakeEngine, release: tuple[str, bytes], workspace: Workspace
) -> None:
    attach(qtbot, panel, fake)
    panel.watch.click()
    qtbot.waitUntil(lambda: release[0] in panel.windows.open)
    watched = panel.windows.open[release[0]]
    assert watched.marks is not None and set(watched.marks.marks) == {"c1", "c2"}
    assert watched.drawing is not None
    drawing = watched.drawing
    qtbot.waitUntil(lambda: len(drawing.flow_scene.nodes["main"].badges) == 2)
    fake.tell("c1", "node_left", flow="small", node="welcome", exit="done")
    fake.tell("c1", "node_entered", flow="small", node="main", type="menu")
    marks = watched.marks
    qtbot.waitUntil(lambda: marks.marks["c1"].node == "main")
    speak("zh_CN")
    qtbot.waitUntil(lambda: set(marks.marks) == {"c1", "c2"})
    panel.watch.click()
    pages = [each for each in workspace.area.subWindowList() if isinstance(each.widget(), Watched)]
    assert len(pages) == 1 and "实时" in pages[0].windowTitle()
    pages[0].close()
    qtbot.waitUntil(lambda: not panel.windows.open)
    fake.tell("c1", "node_entered", flow="small", node="end", type="hangup")
    qtbot.waitUntil(lambda: "end" in column(panel, 2))


def test_one_call_is_followed(
    qtbot: QtBot, panel: LivePanel, fake: FakeEngine, release: tuple[str, bytes]
) -> None:
    attach(qtbot, panel, fake)
    fake.tell("c2", "heard", node="main", text="Press one.", language="en", ended="done")
    rows = panel.calls.rows
    qtbot.waitUntil(lambda: bool(rows[1].call.journal))
    panel.table.selectRow(1)
    panel.follow.click()
    assert "139" in panel.following.text() and panel.trail.topLevelItemCount() == 1
    qtbot.waitUntil(lambda: release[0] in panel.windows.open)
    watched = panel.windows.open[release[0]]
    assert watched.marks is not None and watched.marks.marks["c2"].followed
    fake.tell("c1", "key_pressed", node="welcome", key="9")
    fake.tell("c2", "key_pressed", node="main", key="1")
    fake.tell("c2", "call_finished", result="done", seconds=1.0)
    qtbot.waitUntil(lambda: panel.trail.topLevelItemCount() == 3)
    assert "is over" in panel.following.text()
    first = panel.trail.topLevelItem(0)
    assert first is not None
    panel.trail.itemActivated.emit(first, 0)


def test_a_release_that_the_engine_does_not_give(
    qtbot: QtBot,
    panel: LivePanel,
    fake: FakeEngine,
    workspace: Workspace,
    file: Path,
    release: tuple[str, bytes],
) -> None:
    attach(qtbot, panel, fake)
    fake.packages.clear()
    said: list[str] = []
    workspace.told.connect(lambda sentence: said.append(str(sentence)))
    panel.watch.click()
    qtbot.waitUntil(lambda: any("no release" in each for each in said))
    workspace.open(file)
    panel.watch.click()
    qtbot.waitUntil(lambda: release[0] in panel.windows.open)
    assert "open here, which may differ" in panel.windows.open[release[0]].about.text()


def test_a_damaged_package_is_no_drawing(
    qtbot: QtBot, panel: LivePanel, fake: FakeEngine, workspace: Workspace, release: tuple[str, bytes]
) -> None:
    attach(qtbot, panel, fake)
    fake.packages[release[0]] = b"PK rubbish"
    said: list[str] = []
    workspace.told.connect(lambda sentence: said.append(str(sentence)))
    panel.watch.click()
    qtbot.waitUntil(lambda: any("no release" in each for each in said))


def test_addresses_are_remembered_tokens_are_not(
    qtbot: QtBot, panel: LivePanel, workspace: Workspace
) -> None:
    panel.engines.url.setText("not an address")
    panel.engines.attach.click()
    assert panel.engines.why.isVisible() and panel.engines.links == []
    with engine(token="secret") as fake:
        panel.engines.url.setText(fake.url)
        panel.engines.attach.click()
        (link,) = panel.engines.links
        qtbot.waitUntil(lambda: link.state == "refused")
        assert "refused the token" in panel.engines.list.item(0).text()
        panel.engines.token.setText("secret")
        panel.engines.attach.click()
        qtbot.waitUntil(lambda: link.state == "attached")
        assert len(panel.engines.links) == 1
        assert workspace.memory.texts(REMEMBERED) == [fake.url]
        assert "secret" not in workspace.memory.file.read_text()
        panel.end()


_PRINT = "import sys; print(sys.argv[1])"


def counting(
    monkeypatch: pytest.MonkeyPatch, release: str, nodes: list[dict[str, Any]]
) -> list[Sequence[str]]:
    """`callwright heat` answers this; what it was asked."""
    questions: list[Sequence[str]] = []

    def program(arguments: Sequence[str]) -> tuple[str, list[str]]:
        questions.append(arguments)
        found = [{"release": release, "calls": 40, "ended": 40, "nodes": nodes}] if nodes else []
        return sys.executable, [
            "-c",
            _PRINT,
            json.dumps({"flow": "small", "live": release, "releases": found}),
        ]

    monkeypatch.setattr(asked, "callwright", program)
    return questions


def test_the_heat_map(
    qtbot: QtBot,
    panel: LivePanel,
    workspace: Workspace,
    file: Path,
    fake: FakeEngine,
    release: tuple[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel.heat.count.click()
    assert "Open a flow" in panel.heat.state.text()
    workspace.open(file)
    questions = counting(monkeypatch, release[0], HEAT_OF_A_WEEK)
    panel.heat.count.click()
    qtbot.waitUntil(lambda: panel.heat.watched is not None, timeout=10_000)
    assert list(questions[0])[-4:] == ["small", "--since", "7d", "--json"]
    watched = panel.heat.watched
    assert watched is not None and watched.drawing is not None
    assert watched.drawing.flow_scene.lights.colours == {"welcome": HEAT[5]}
    assert "lacks 1 of the nodes" in watched.about.text()
    assert panel.heat.state.text() == "40 calls, 2 hang-ups, 0 errors"
    assert panel.heat.release.currentText() == f"{release[0][:12]} (live): 40 calls"
    panel.heat.store.setEditText("postgresql://host/db")
    attach(qtbot, panel, fake)
    panel.heat.count.click()
    qtbot.waitUntil(lambda: watched.about.text() == f"Release {release[0][:12]}", timeout=10_000)
    assert workspace.memory.texts(STORES) == ["postgresql://host/db"]


def test_the_heat_map_of_another_store(
    qtbot: QtBot, panel: LivePanel, workspace: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.open(file)
    says = "import os; print('{\"releases\": [], \"live\": \"' + os.environ['CALLWRIGHT_STORE_URL'] + '\"}')"
    monkeypatch.setattr(asked, "callwright", lambda _: (sys.executable, ["-c", says]))
    panel.heat.store.setEditText("postgresql://host/db")
    answers: list[object] = []
    panel.heat.count.click()
    assert panel.heat._asked is not None
    panel.heat._asked.answered.connect(answers.append)
    qtbot.waitUntil(lambda: "no call of small" in panel.heat.state.text(), timeout=10_000)
    assert answers == [{"releases": [], "live": "postgresql://host/db"}]


def test_no_call_is_no_heat(
    qtbot: QtBot, panel: LivePanel, workspace: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.open(file)
    counting(monkeypatch, "", [])
    panel.heat.count.click()
    qtbot.waitUntil(lambda: "no call of small" in panel.heat.state.text(), timeout=10_000)
    assert panel.heat.watched is None and not panel.heat.release.isVisible()

"""The telephone on a whole screen, 80 columns by 24: keys, panes, commands, both languages."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from simulator.interactive.session import Session
from simulator.phone.app import Help, Phone
from simulator.phone.model import Model
from simulator.phone.words import Words
from tests.simulator.desk import desk
from tests.simulator.test_session import KNOWN

SECONDS = 20.0


class Loudspeaker:
    """Writes down what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def play(self, files: Sequence[str]) -> None:
        """Write it down."""
        self.told.append("play")

    def stop(self) -> None:
        """Write it down."""
        self.told.append("stop")


def phone(language: str = "en", speed: float = 0.0, **options: object) -> Phone:
    """A phone that rings the desk."""
    return Phone(
        lambda tell: Session(desk(), tell, KNOWN, speed=speed),
        title="desk",
        language=language,
        speed=speed,
        **options,  # type: ignore[arg-type]
    )


def screen(app: Phone) -> list[str]:
    """The lines of the screen, from its picture."""
    rows: dict[float, list[tuple[float, str]]] = {}
    pattern = r'<text [^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>'
    for x, y, text in re.findall(pattern, app.export_screenshot()):
        rows.setdefault(float(y), []).append((float(x), html.unescape(text).replace("\xa0", " ")))
    lines = ["".join(text for _, text in sorted(rows[y])) for y in sorted(rows)]
    return [line for line in lines if line.strip() and line != app.title]


async def settled(pilot: Pilot[None]) -> str:
    """The screen when the call stands still and everything is shown."""
    app = pilot.app
    assert isinstance(app, Phone)
    assert await asyncio.to_thread(app.session.settle, SECONDS)
    app.refresh_call()
    await pilot.pause()
    return "\n".join(screen(app))


async def typed(pilot: Pilot[None], command: str) -> str:
    """The screen after a command was typed."""
    await pilot.press(":")
    pilot.app.query_one("#command", Input).value = command
    await pilot.press("enter")
    await pilot.pause()
    return await settled(pilot)


def play(
    app: Phone, script: Callable[[Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> None:
    """Run the app and what somebody does with it."""

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await script(pilot)

    asyncio.run(go())
    assert app.session.close(), "the call goes on"


def test_a_call_by_keys() -> None:
    async def script(pilot: Pilot[None]) -> None:
        seen = await settled(pilot)
        assert "欢迎致电" in seen and "your turn" in seen and "5.0 main" not in seen
        await pilot.press("2")
        assert "请输入编号" in await settled(pilot)
        await typed(pilot, ":press 2026#")
        seen = await settled(pilot)
        assert "[2026#]" in seen and "您的案件状态是办理中" in seen
        assert "state = 办理中" in seen
        assert "the call is over: completed" in seen and "redial" in seen
        await pilot.press("q")

    app = phone()
    play(app, script)
    assert app.result == "completed"


def test_type_ahead_and_the_signs_of_keys() -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("*")
        assert "[*]" in await settled(pilot)
        await pilot.press("#")
        assert "[#]" in await settled(pilot)
        await pilot.press(" ")
        assert "the call is over" in await settled(pilot)

    play(phone(), script)


def test_steps_back_breakpoints_and_values() -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        assert "breakpoint" not in await typed(pilot, ":break found")
        await pilot.press("2")
        await settled(pilot)
        seen = await typed(pilot, ":press 2026#")
        assert "|| desk.found (play) - breakpoint" in seen and "case_no = 2026" in seen
        assert "state = 已办结" in await typed(pilot, ":set state=已办结")
        await pilot.press("s")
        seen = await settled(pilot)
        assert "您的案件状态是已办结" in seen and "|| desk.seen (milestone) - step" in seen
        await pilot.press("b")
        seen = await settled(pilot)
        assert "|| desk.found (play) - went back" in seen and "again from here" in seen
        assert "您的案件状态是已办结" not in seen
        await pilot.press("g")
        assert "the call is over" in await settled(pilot)
        await pilot.press("r")
        seen = await settled(pilot)
        assert "|| desk.main (menu) - your turn" in seen and "again from here" not in seen

    play(phone(), script)


def test_the_other_party() -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("3")
        seen = await settled(pilot)
        assert "(sofia/gateway/pbx/8001 rings)" in seen and "a answers" in seen
        await pilot.press("u")
        assert "dialled: busy USER_BUSY" in await settled(pilot)

    play(phone(), script)


def test_commands_that_cannot_be_are_explained() -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press(*":dance", "enter")
        assert "there is no command 'dance'" in await settled(pilot)
        assert "no variable 'x'" in await typed(pilot, ":set x=1")
        await pilot.press(":", "h", "escape", "9")
        assert "[9]" in await settled(pilot)

    play(phone(), script)


def test_a_call_is_written_as_a_script(tmp_path: Path) -> None:
    kept: list[tuple[str, str]] = []

    def keep(file: str, text: str) -> str:
        kept.append((file, text))
        return "" if len(kept) == 1 else "it is there already"

    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        assert "written: x.calls.yaml" in await typed(pilot, ":record x.calls.yaml")
        assert "it is there already" in await typed(pilot, ":record x.calls.yaml")

    play(phone(keep=keep), script)
    assert kept[0][0] == "x.calls.yaml" and "hear: 欢迎致电" in kept[0][1]


def test_hanging_up_while_held_and_quitting() -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        await pilot.press("q")
        assert "you hung up" in await settled(pilot)
        await pilot.press("q")
        await pilot.pause()

    app = phone()
    play(app, script)
    assert app.result == "hung_up"


@pytest.mark.parametrize("how", ["ctrl+c", ":quit"])
def test_quitting_at_once_ends_the_call(how: str) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press(*([how] if how == "ctrl+c" else [*how, "enter"]))
        await pilot.pause()

    play(phone(), script)


def test_in_real_time_a_key_cuts_the_words_short() -> None:
    async def script(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Phone)
        while "留言" not in app.model.now_said():
            await asyncio.sleep(0.01)
            app.refresh_call()
        await pilot.press("3")
        seen = await settled(pilot)
        cut = next(line for line in seen.splitlines() if line.strip().startswith("留言"))
        assert "..." in cut and "[3]" in seen

    speaker = Loudspeaker()
    play(phone(speed=5.0, player=speaker), script)
    assert speaker.told[0] == "play" and "stop" in speaker.told


def test_a_pause_holds_the_words() -> None:
    async def script(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.press("p")
        seen = await settled(pilot)
        assert "- paused" in seen
        await pilot.press("p")
        await pilot.press(" ", " ", " ")
        app = pilot.app
        assert isinstance(app, Phone)
        while app.model.over is None:
            await pilot.press(" ")
            await pilot.pause(0.02)
            app.refresh_call()

    play(phone(speed=0.5), script)


def test_help_covers_the_screen_until_a_key() -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)
        assert ":record FILE" in "\n".join(screen(pilot.app))  # type: ignore[arg-type]
        await pilot.press("x")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Help)

    play(phone(), script)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_80_by_24_with_wide_signs_aligned(language: str) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("2")
        lines = (await settled(pilot)).splitlines()
        assert len(lines) == 24
        assert lines[-1].rstrip().endswith("q 挂机" if language == "zh" else "q hang up")
        picture = pilot.app.export_screenshot()
        placed = re.findall(
            r'<text [^>]*?x="([\d.]+)"[^>]*? textLength="([\d.]+)"[^>]*>(.*?)</text>', picture
        )
        bars = [float(x) for x, _, text in placed if html.unescape(text).startswith("|") and len(text) < 3]
        assert len(bars) == 21 and len(set(bars)) == 1, "the panes' edge is one straight line"
        sign = bars[0] / 44
        assert max(float(x) + float(length) for x, length, _ in placed) <= 80.5 * sign
        assert ("跟踪" if language == "zh" else "Trace") in lines[1]

    play(phone(language), script)


def test_a_narrow_terminal_shows_the_conversation_alone() -> None:
    async def script(pilot: Pilot[None]) -> None:
        assert "Trace" not in await settled(pilot)
        await pilot.press("t")
        assert "Trace" in await settled(pilot)

    play(phone(), script, size=(50, 12))


def test_words_are_said_as_time_passes() -> None:
    now = [0.0]
    model = Model(Words("en"), seconds=lambda: now[0])
    from simulator.interactive.notices import Playing, Stopped

    model.take(Playing(at=0, ms=1000, text="0123456789", clips=()))
    said = []
    for now[0] in (0.0, 0.35, 0.7, 2.0):
        said.append(model.now_said())
    assert said == ["0", "0123", "01234567", "0123456789"]
    model.take(Stopped(at=1000, ended="done"))
    assert model.lines == [("0123456789", "bold")] and model.now_said() == ""

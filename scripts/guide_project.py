"""The project that the pictures of the guide show: the sample, the small flow, a store with some calls."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

FIRST_DAY = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
"""When the pictures say that things happened: half past nine in Peking."""

KEYS = ("1 0", "2 0", "1 2 0", "!", "- - -", "1 !", "2 1 0", "0", "7 7 7", "1 1 !", "2 !", "0")
"""What the callers of the store pressed, one after the other and over again."""

CALLS = 48


def make(folder: Path, lang: str) -> None:
    """The sample as a project; in English pictures without its Chinese titles and notes."""
    from callwright.samples import copy_sample

    copy_sample(folder, "my-hotline")
    if lang == "en":
        for path in (folder / "flows").glob("*.flow.xml"):
            text = path.read_text(encoding="utf-8")
            text = re.sub(r'(<(?:node|flow)\b[^>]*?) title="[^"]*"', r"\1", text)
            text = re.sub(r" *<(about|note)\b[^>]*>.*?</\1>\n", "", text, flags=re.DOTALL)
            path.write_text(text.replace('language="zh-CN"', 'language="en"', 1), encoding="utf-8")


def publish(folder: Path, lang: str, why: Sequence[str]) -> None:
    """Publish the small flow twice, for two reasons: first without its last key, then as it is."""
    from flowdesigner.session.program import callwright

    path = folder / "flows" / "small.flow.xml"
    text = path.read_text(encoding="utf-8")
    first = text.replace('keys="0"', 'keys="9"')
    for content, reason in zip((first, text), why, strict=True):
        path.write_text(content, encoding="utf-8")
        what = ["publish", str(path), "--line", "12345", "-m", reason, "--yes"]
        program, words = callwright(["--lang", lang, *what])
        subprocess.run([program, *words], cwd=folder, check=True, capture_output=True, timeout=300)


def calls(folder: Path) -> None:
    """Journals of callers of the small flow, rung on the simulator, as if they had rung the line."""
    from callwright.settings import load
    from callwright.stores import store_of
    from engine.events import CallStarted
    from engine.store.journals import Written
    from flows.compiler import compile_flow
    from flows.source import Source
    from simulator.session import simulate

    settings = load(str(folder / "callwright.toml"))
    file = folder / "flows" / "small.flow.xml"
    release = compile_flow(Source(file.read_bytes(), str(file))).release
    assert release is not None
    with store_of(settings) as store:
        live = store.live("small")
        for number in range(CALLS):
            began = datetime.now(UTC) - timedelta(hours=number)
            name = f"{number:08x}-0000-4000-8000-000000000000"
            own = {
                "call": name,
                "caller": f"138001380{number:02d}",
                "line": "public/12345",
                "release": live,
                "now": began.isoformat(),
            }
            told = simulate(release, KEYS[number % len(KEYS)]).events
            made = [replace(each, **own) if isinstance(each, CallStarted) else each for each in told]
            store.append_events([Written(name, name, place, each) for place, each in enumerate(made)])


def set_clocks(folder: Path) -> None:
    """Everything that the store knows happened on days that do not change."""
    store = sqlite3.connect(folder / "data" / "callwright.sqlite")
    with store:
        for (id_,) in store.execute("SELECT id FROM publications").fetchall():
            at = FIRST_DAY + timedelta(days=3 * id_)
            store.execute("UPDATE publications SET at = ?, who = 'li.na' WHERE id = ?", (_stamp(at), id_))
        rows = store.execute("SELECT id FROM calls ORDER BY started DESC, id").fetchall()
        for number, (call,) in enumerate(rows):
            at = FIRST_DAY + timedelta(days=14) - timedelta(minutes=17 * number)
            store.execute("UPDATE calls SET started = ? WHERE id = ?", (_stamp(at), call))
    store.close()


def _stamp(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(sep=" ")

"""What a caller without a screen sees: the words that are heard, the keys, and the trace if it is wanted."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from engine.events import Event
from simulator.phone.shown import shown
from simulator.transcript import line

_WORDS = {
    "en": {
        "lines": "A line is a group of keys; an empty line is silence, ! or the end of input hangs up.",
        "record": "recording; the end key ends it",
        "dial": "ringing",
        "over": "the call is over",
    },
    "zh": {
        "lines": "每行是一组按键；空行表示不按键，! 或输入结束表示挂机。",
        "record": "正在录音，按结束键停止",
        "dial": "正在振铃",
        "over": "通话已结束",
    },
}


class Screen:
    """Writes to a rich console; `language` is that of the phone's own words, zh or en."""

    def __init__(self, console: Console, language: str = "en", trace: bool = False) -> None:
        self._console = console
        self._words = _WORDS["zh" if language.lower().startswith("zh") else "en"]
        self._trace = trace

    def say(self, text: str) -> None:
        """Words that are heard."""
        if text:
            self._write(text, "bold")

    def key(self, key: str) -> None:
        """A key that the caller pressed."""
        self._write(f"[{key}]", "bold green")

    def note(self, word: str) -> None:
        """One of the phone's own words: lines, record, dial, over."""
        self._write(f"({self._words[word]})", "dim")

    def problem(self, text: str) -> None:
        """Something that the person at the keyboard did wrong."""
        self._write(text, "red")

    def event(self, event: Event) -> None:
        """An event of the journal, if the trace is wanted."""
        if self._trace:
            self._write(line(event), "cyan")

    def _write(self, text: str, style: str) -> None:
        self._console.print(Text(shown(text), style), soft_wrap=True)

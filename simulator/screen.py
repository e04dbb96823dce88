"""What a caller at a terminal sees: words as they are spoken, keys, and the trace if it is wanted."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from engine.events import Event
from simulator.transcript import line

_WORDS = {
    "en": {
        "help": "0-9 * # are the keys of the telephone; t shows the trace, q hangs up.",
        "lines": "A line is a group of keys; an empty line is silence, ! or the end of input hangs up.",
        "record": "recording; the end key ends it",
        "dial": "ringing",
        "over": "the call is over",
        "hung up": "you hung up",
        "trace on": "trace on",
        "trace off": "trace off",
    },
    "zh": {
        "help": "0-9 * # 是电话按键；t 显示跟踪，q 挂机。",
        "lines": "每行是一组按键；空行表示不按键，! 或输入结束表示挂机。",
        "record": "正在录音，按结束键停止",
        "dial": "正在振铃",
        "over": "通话已结束",
        "hung up": "您已挂机",
        "trace on": "跟踪已打开",
        "trace off": "跟踪已关闭",
    },
}


class Screen:
    """Writes to a rich console; `language` is that of the phone's own words, zh or en."""

    def __init__(self, console: Console, language: str = "en", trace: bool = False) -> None:
        self._console = console
        self._words = _WORDS["zh" if language.lower().startswith("zh") else "en"]
        self._open = False
        self.trace = trace
        """Whether events are shown."""

    @property
    def speaking(self) -> bool:
        """Whether words are on the line that is not ended yet."""
        return self._open

    def say(self, text: str) -> None:
        """Some of the words that are being spoken, on the line they are on."""
        if text:
            self._write(text, "bold", "")
            self._open = True

    def end(self, mark: str = "") -> None:
        """The end of what is on the line."""
        if mark:
            self.say(mark)
        if self._open:
            self._write("", "")
            self._open = False

    def key(self, key: str) -> None:
        """A key that the caller pressed."""
        self.end()
        self._write(f"[{key}]", "bold green")

    def note(self, word: str) -> None:
        """One of the phone's own words: help, lines, record, dial, over, `hung up`, trace ..."""
        self.end()
        self._write(f"({self._words[word]})", "dim")

    def problem(self, text: str) -> None:
        """Something that the person at the keyboard did wrong."""
        self.end()
        self._write(text, "red")

    def event(self, event: Event) -> None:
        """An event of the journal, if the trace is on."""
        if self.trace:
            self.end()
            self._write(line(event), "cyan")

    def toggle_trace(self) -> None:
        """Show events, or no longer."""
        self.trace = not self.trace
        self.note("trace on" if self.trace else "trace off")

    def _write(self, text: str, style: str, end: str = "\n") -> None:
        shown = "".join(sign if sign.isprintable() else " " for sign in text)
        self._console.print(Text(shown, style), end=end, soft_wrap=True)

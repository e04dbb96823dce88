"""The telephone on a whole screen: conversation, trace and variables, keys as they are pressed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, RichLog, Static

from nodes.channel import ANY_KEY
from simulator.interactive import commands, notices
from simulator.interactive.session import Session
from simulator.phone import typed
from simulator.phone.model import Model
from simulator.phone.shown import shown
from simulator.phone.words import Words

LOOKS = 20
"""How often a second the screen is brought up to date."""

_NARROW = 60
"""Columns below which there is no room for the panes."""

_LEGS: dict[str, commands.Leg] = {
    "a": commands.Leg(outcome="answer"),
    "u": commands.Leg(outcome="busy"),
    "n": commands.Leg(outcome="no_answer"),
    "j": commands.Leg(outcome="rejected"),
}


class Player(Protocol):
    """Plays the sound of what is heard, for those who have loudspeakers."""

    def play(self, files: Sequence[str]) -> None:
        """Begin to play `files` and return at once; what played before ends."""

    def stop(self) -> None:
        """End what plays."""


class Help(ModalScreen[None]):
    """What every key and command does; any key closes it."""

    CSS = """
    Help { align: center middle; }
    #help { width: auto; height: auto; padding: 1 2; background: $panel; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(self._text, id="help", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Any key closes it."""
        event.stop()
        self.dismiss()


Keep = Callable[[str, str], str]
"""Writes a text to a file; why it could not, empty if it could."""


class Phone(App[None]):
    """One session on the screen. `make` makes the session from the function that takes its notices."""

    CSS = """
    #head { height: 1; background: $primary-darken-2; color: $text; padding: 0 1; }
    #talk { width: 1fr; }
    #conversation { height: 1fr; padding: 0 1; scrollbar-size-vertical: 0; }
    #sounding { height: auto; max-height: 4; padding: 0 1; text-style: bold; }
    #status { height: 1; padding: 0 1; color: $text-muted; }
    #panes { width: 45%; max-width: 60; border-left: ascii $primary-darken-2; }
    .title { height: 1; padding: 0 1; color: $text-muted; text-style: underline; }
    #trace { height: 2fr; padding: 0 1; overflow-x: hidden; scrollbar-size-vertical: 0; }
    #variables { height: 1fr; padding: 0 1; }
    #command { display: none; border: none; height: 1; padding: 0 1; }
    #command.open { display: block; }
    #hints { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    """
    AUTO_FOCUS = None
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [("ctrl+c", "leave", "")]

    def __init__(
        self,
        make: Callable[[Callable[[notices.Notice], None]], Session],
        *,
        title: str = "",
        language: str = "en",
        speed: float = 1.0,
        player: Player | None = None,
        keep: Keep = lambda file, text: "",
        spoken: Callable[[str], str] = str,
    ) -> None:
        """`spoken` puts into the user's language why a node failed."""
        super().__init__()
        self.words = Words(language)
        self.model = Model(self.words, speed=speed, spoken=spoken)
        self.result = ""
        """The result of the last call that came to an end."""
        self._incoming: deque[notices.Notice] = deque()
        self.session = make(self._incoming.append)
        self._caption = title
        self._player = player
        self._keep = keep
        self._record = ""
        self._logged: list[tuple[str, ...]] = [(), ()]
        self._content: dict[str, str | Text] = {}

    # -- the screen -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        yield Static(id="head", markup=False)
        with Horizontal():
            with Vertical(id="talk"):
                yield RichLog(id="conversation", wrap=True, min_width=0)
                yield Static(id="sounding", markup=False)
            with Vertical(id="panes"):
                yield Static(self.words("trace"), classes="title", markup=False)
                yield RichLog(id="trace", wrap=False, min_width=0)
                yield Static(self.words("variables"), classes="title", markup=False)
                yield Static(id="variables", markup=False)
        yield Static(id="status", markup=False)
        yield Input(id="command", placeholder=":help", select_on_focus=False)
        yield Static(id="hints", markup=False)

    def on_mount(self) -> None:
        """Begin to ring."""
        for log in self.query(RichLog):
            log.can_focus = False
        if self.size.width < _NARROW:
            self.query_one("#panes").display = False
        self.session.start()
        self.set_interval(1 / LOOKS, self.refresh_call)
        self.refresh_call()

    def on_unmount(self) -> None:
        """End the call."""
        if self._player is not None:
            self._player.stop()
        self.session.close()

    def refresh_call(self) -> None:
        """Show what has happened since the last look."""
        while self._incoming:
            self._take(self._incoming.popleft())
        model = self.model
        self._renew("#conversation", [Text(text, style) for text, style in model.lines], 0)
        self._renew("#trace", [Text(line) for line in model.trace], 1)
        self._show("#sounding", model.now_said())
        self._show("#variables", self._variables())
        self._show("#head", self._head())
        self._show("#status", self._status())
        self._show("#hints", self.words(self._hints()))

    def _show(self, selector: str, content: str | Text) -> None:
        """Bring one part up to date; what has not changed is not drawn again: the line may be slow."""
        if self._content.get(selector) != content:
            self._content[selector] = content
            self.query_one(selector, Static).update(content)

    def _take(self, notice: notices.Notice) -> None:
        self.model.take(notice)
        if isinstance(notice, notices.ScriptText):
            self._written(notice)
        elif isinstance(notice, notices.Over):
            self.result = notice.result
        if self._player is not None:
            if isinstance(notice, notices.Playing):
                self._player.play([clip.file for clip in notice.clips if clip.file])
            elif isinstance(notice, notices.Rewound | notices.Held | notices.Over) or (
                isinstance(notice, notices.Stopped) and notice.ended != "done"
            ):
                self._player.stop()

    def _renew(self, selector: str, lines: list[Text], which: int) -> None:
        """Bring a log up to date: what is new is added; what has changed makes it anew."""
        log = self.query_one(selector, RichLog)
        texts = tuple(line.plain for line in lines)
        before = self._logged[which]
        if texts == before:
            return
        if texts[: len(before)] != before:
            log.clear()
            before = ()
        for line in lines[len(before) :]:
            log.write(line)
        self._logged[which] = texts

    def _head(self) -> str:
        model = self.model
        minutes, seconds = divmod(model.at // 1000, 60)
        return f"{self._caption} | {minutes}:{seconds:02} | x{model.speed:g} | {model.flow}"

    def _status(self) -> str:
        model = self.model
        if model.over is not None:
            return f"= {self.words('over')}: {model.over.result}"
        held = model.held
        if held is not None:
            return f"|| {held.flow}.{held.node} ({held.type}) - {self.words(held.reason)}"
        return f"> {model.flow}.{model.node}"

    def _hints(self) -> str:
        if self.model.over is not None:
            return "hints_over"
        held = self.model.held
        return "hints_leg" if held is not None and held.reason == "leg" else "hints"

    def _variables(self) -> Text:
        text = Text()
        for name, (value, sensitive) in sorted(self.model.variables.items()):
            text.append(f"{name} ", "cyan")
            text.append(shown(f"= {value}")[:200] + "\n", "dim" if sensitive else "")
        return text

    # -- keys -----------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A key of the computer, unless a command is being typed."""
        command = self.query_one("#command", Input)
        sign = event.character or ""
        if command.has_class("open"):
            if event.key == "escape":
                self._close_command()
                event.stop()
            elif not command.has_focus and sign.isprintable():
                # Typed faster than the focus goes there.
                command.insert_text_at_cursor(sign)
            return
        event.stop()
        event.prevent_default()
        if sign and sign in ANY_KEY:
            self.session.do(commands.Press(keys=sign))
        elif self._hints() == "hints_leg" and sign in _LEGS:
            self.session.do(_LEGS[sign])
        elif sign in _ACTIONS and sign:
            _ACTIONS[sign](self)

    def _toggle_pause(self) -> None:
        held = self.model.held
        self.session.do(commands.Go() if held is not None and held.reason != "caller" else commands.Pause())

    def _hang_up(self) -> None:
        if self.model.over is None:
            self.session.do(commands.HangUp())
            if self.model.held is not None and self.model.held.reason not in ("caller", "leg"):
                self.session.do(commands.Go())
        else:
            self.exit()

    def _toggle_panes(self) -> None:
        panes = self.query_one("#panes")
        panes.display = not panes.display

    def _open_command(self) -> None:
        command = self.query_one("#command", Input)
        command.value = ":"
        command.add_class("open")
        command.focus()
        command.cursor_position = 1

    def _close_command(self) -> None:
        self.query_one("#command", Input).remove_class("open")
        self.set_focus(None)

    def action_leave(self) -> None:
        """Quit at once."""
        self.exit()

    # -- commands -------------------------------------------------------------------------------

    @on(Input.Submitted, "#command")
    def _submitted(self, event: Input.Submitted) -> None:
        self._close_command()
        if event.value.strip(" :"):
            self.obey(event.value)

    def obey(self, line: str) -> None:
        """Do what was typed."""
        try:
            command = typed.read(line)
        except typed.Mistyped as error:
            self.model.add(error.told.text("zh" if self.words.zh else "en"), "red")
            return
        if isinstance(command, typed.Own):
            self._obey_own(command)
        else:
            if isinstance(command, commands.Speed):
                self.model.speed = command.speed
            self.session.do(command)

    def _obey_own(self, own: typed.Own) -> None:
        if own.do == "quit":
            self.exit()
        elif own.do == "help":
            self.push_screen(Help(self.words("help")))
        else:
            self._record = own.text
            self.session.do(commands.Script(lang="zh" if self.words.zh else "en"))

    def _written(self, script: notices.ScriptText) -> None:
        why = self._keep(self._record, script.text)
        self.model.add(why or self.words("written", self._record), "red" if why else "dim")
        for note in script.notes:
            self.model.add(note, "yellow")


_ACTIONS: dict[str, Callable[[Phone], None]] = {
    " ": lambda phone: phone.session.do(commands.Skip()),
    "p": Phone._toggle_pause,
    "g": lambda phone: phone.session.do(commands.Go()),
    "s": lambda phone: phone.session.do(commands.Step()),
    "b": lambda phone: phone.session.do(commands.Back()),
    "r": lambda phone: phone.session.do(commands.Restart()),
    "t": Phone._toggle_panes,
    ":": Phone._open_command,
    "?": lambda phone: phone.obey(":help"),
    "q": Phone._hang_up,
}

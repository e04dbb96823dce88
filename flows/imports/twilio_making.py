"""What the parts of building a flow from Studio widgets share: draft, names, Liquid, report, ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from flows.imports import twilio_sayings as sayings
from flows.imports.draft import COLUMN, Draft, as_template, free, identifier, literal
from flows.imports.ivr_sounds import sound_name
from flows.imports.liquid import Liquid, NotSimple, fixed_words
from flows.imports.report import Findings, Saying
from flows.imports.twilio_names import Names
from flows.imports.twilio_read import Definition, Widget
from flows.model import Spot, Value
from nodes.prompts import Segment

END = "over"
"""The node at which a flow ends where a widget leads nowhere."""


class Making:
    """One flow in the making. `file` is for the report."""

    def __init__(self, definition: Definition, draft: Draft, file: str, findings: Findings) -> None:
        self.definition = definition
        self.draft = draft
        self.file = file
        self.findings = findings
        self.names = Names(definition)
        self.liquid = Liquid(self.names.of, self.names.reading)
        self.recordings: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        for name in definition.widgets:
            self.ids[name] = free(identifier(name), (END, *self.ids.values()))

    def say(self, saying: Saying, widget: Widget, line: int = 0, **values: object) -> None:
        """Report something about a widget."""
        self.findings.say(saying, self.file, line or widget.line, widget.name, **values)

    def add(
        self,
        widget: Widget,
        type_: str,
        exits: Mapping[str, str],
        params: Mapping[str, Value | None] | None = None,
        prompts: Mapping[str, Iterable[Segment]] | None = None,
        *,
        suffix: str = "",
        note: str = "",
    ) -> str:
        """The node of a widget, or with a `suffix` a further one for it; its id. None is left out."""
        id_ = self.ids[widget.name] if not suffix else self.draft.free(f"{self.ids[widget.name]}_{suffix}")
        made = {name: value for name, value in (params or {}).items() if value is not None}
        self.draft.add(id_, type_, exits, made, prompts, title=widget.name, note=note)
        offset = widget.properties.get("offset")
        place = offset if isinstance(offset, dict) else {}
        x, y = (value if isinstance(value := place.get(axis), int | float) else 0 for axis in ("x", "y"))
        self.draft.flow.layout.spots[id_] = Spot(x + (COLUMN if suffix else 0), y)
        return id_

    def to(self, widget: Widget, event: str) -> str:
        """The node that follows `event`; the end of the flow if none does."""
        for transition in widget.transitions:
            if transition.event == event and transition.next and not transition.conditions:
                return self.target(widget, event, transition.next, transition.line)
        return END

    def target(self, widget: Widget, event: str, name: str, line: int = 0) -> str:
        """The node of the widget `name`."""
        if name in self.ids:
            return self.ids[name]
        self.say(sayings.NO_TARGET, widget, line, event=event, next=name)
        return END

    # -- values ---------------------------------------------------------------------------------------

    def expression(self, widget: Widget, text: str) -> str:
        """An expression for the value of `text`; what is not simple stays as it is, and is reported."""
        try:
            return self.liquid.expression(text)
        except NotSimple as found:
            self.say(sayings.NOT_SIMPLE, widget, what=found.what, text=text)
            return literal(text)

    def template(self, widget: Widget, text: str) -> str:
        """A template for `text`, likewise."""
        try:
            return self.liquid.template(text)
        except NotSimple as found:
            self.say(sayings.NOT_SIMPLE, widget, what=found.what, text=text)
            return as_template(text)

    def prompt(self, widget: Widget) -> tuple[Segment, ...]:
        """What a widget says or plays."""
        words, url = widget.text("say"), widget.text("play")
        if words:
            self._spoken(widget)
            try:
                return (Segment("say", self.liquid.speech(words)),)
            except NotSimple as found:
                self.say(sayings.NOT_SIMPLE, widget, what=found.what, text=words)
                rest = as_template(fixed_words(words))
                return (Segment("say", rest),) if rest else ()
        return tuple(
            segment for one in url.split("\n") if one.strip() for segment in self._sound(widget, one)
        )

    def _sound(self, widget: Widget, url: str) -> tuple[Segment, ...]:
        if "{{" in url or "{%" in url:
            self.say(sayings.NOT_SIMPLE, widget, what="play", text=url)
            return ()
        path = PurePosixPath(unquote(urlsplit(url.strip()).path))
        name = f"studio/{sound_name(path.name) or identifier(widget.name)}"
        self.recordings[name] = url.strip()
        self.say(sayings.SOUND, widget, url=url.strip(), name=name)
        return (Segment("sound", name),)

    def _spoken(self, widget: Widget) -> None:
        voice, language = widget.text("voice"), widget.text("language")
        own = self.draft.flow.language
        if voice and voice != "default":
            self.say(sayings.VOICE, widget, voice=voice)
        if language and language.partition("-")[0].lower() != own.partition("-")[0].lower():
            self.say(sayings.LANGUAGE, widget, language=language, flow=own)

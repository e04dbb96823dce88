"""What a menu of the switch plays, as the segments of a prompt: files, phrases, speech, silence, tones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flows.imports import ivr_sayings as sayings
from flows.imports.draft import as_template, identifier
from flows.imports.phrases import Argument, Phrases, Speaking
from flows.imports.report import Findings, Saying
from nodes.prompts import Segment

ENDINGS = (".wav", ".mp3", ".ogg", ".flac", ".opus", ".gsm", ".ul", ".al", ".raw", ".r8", ".sln")
"""Endings of sound files that are no part of a sound's name here."""

_PREFIX = re.compile(r"^\$?\$\{(sound_prefix|sounds_dir)\}/*")
_INSTALLED = re.compile(r"^.*/sounds/[a-z]{2,3}/[^/]+/[^/]+/")
_RATE = re.compile(r"/(8000|16000|32000|48000)/(?=[^/]+$)")
CHANNEL_VARIABLE = re.compile(r"(?<!\$)\$\{")
"""A variable that the switch fills in while the call runs."""
_PARAMETERS = re.compile(r"^(\{[^{}]*\}\s*)+")
_SILENCE = re.compile(r"(-?\d+)(,\d+)?")
_TONE = re.compile(r"[0-9A-Za-z%(),.;=*#+/\s-]{1,200}")


class Sounds:
    """Turns sounds of the switch into segments and remembers which recordings they need."""

    def __init__(self, phrases: Phrases, findings: Findings) -> None:
        self._findings = findings
        self._speaking = Speaking(phrases, findings, self._played)
        self._place = ""
        self.recordings: dict[str, str] = {}

    def segments(
        self, text: str, file: str, line: int, place: str, argument: Argument | None = None
    ) -> tuple[Segment, ...]:
        """The segments of one sound; `argument` is handed to a phrase that is given none."""
        self._place = place
        text = text.strip()
        if not text:
            return ()
        if text.lower().startswith("phrase:"):
            return self._phrase(text[7:], file, line, argument)
        if text.lower().startswith("say:"):
            words = text[4:]
            self._say(sayings.SPOKEN, file, line, text=words)
            return (Segment("say", as_template(words)),)
        return self._played(text, file, line)

    def _phrase(self, text: str, file: str, line: int, argument: Argument | None) -> tuple[Segment, ...]:
        name, _, given = text.partition(":")
        if self._speaking.knows(name):
            return tuple(joined(self._speaking.segments(name, argument or Argument(given))))
        sound = f"phrases/{identifier(name, 'phrase')}"
        self._say(sayings.NO_MACRO, file, line, name=name, sound=sound)
        self.recordings[sound] = text
        return (Segment("sound", sound),)

    def _played(self, text: str, file: str, line: int) -> tuple[Segment, ...]:
        """What `switch_ivr_play_file` plays for `text`."""
        bare = _PARAMETERS.sub("", text.strip())
        if bare != text.strip():
            self._say(sayings.SOUND_PART, file, line, text=text[: len(text) - len(bare)])
        scheme, mark, rest = bare.partition("://")
        if not mark:
            return self._file(bare, file, line)
        if scheme == "file_string":
            return tuple(joined(part for item in rest.split("!") for part in self._played(item, file, line)))
        if scheme == "silence_stream" and (found := _SILENCE.match(rest)) and int(found.group(1)) > 0:
            return (Segment("silence", ms=min(int(found.group(1)), 600_000)),)
        if scheme == "tone_stream" and _TONE.fullmatch(rest) and "loops=-1" not in rest:
            return (Segment("tone", rest),)
        self._say(sayings.SOUND_PART, file, line, text=text)
        return ()

    def _file(self, text: str, file: str, line: int) -> tuple[Segment, ...]:
        relative = _PREFIX.sub("", text)
        if CHANNEL_VARIABLE.search(relative):
            self._say(sayings.CHANNEL_VARIABLE, file, line, text=text)
            return ()
        name = sound_name(relative)
        if not name:
            self._say(sayings.SOUND_PART, file, line, text=text)
            return ()
        if name != _without_ending(relative):
            self._say(sayings.SOUND_RENAMED, file, line, text=text, name=name)
        self.recordings[name] = relative
        return (Segment("sound", name),)

    def _say(self, saying: Saying, file: str, line: int, **values: object) -> None:
        self._findings.say(saying, file, line, self._place, **values)


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """`segments` with silences that follow each other made one."""
    made: list[Segment] = []
    for segment in segments:
        if made and segment.kind == made[-1].kind == "silence":
            made[-1] = Segment("silence", ms=min(made[-1].ms + segment.ms, 600_000))
        else:
            made.append(segment)
    return made


def sound_name(path: str) -> str:
    """The name that a sound file has here: relative, without its rate's folder and its ending."""
    name = _RATE.sub("/", _INSTALLED.sub("", path.replace("\\", "/")))
    parts = [re.sub(r"[^\w.-]+", "_", part).lstrip(".-") for part in _without_ending(name).split("/")]
    return "/".join(filter(None, parts))[-200:].lstrip("/.-")


def _without_ending(path: str) -> str:
    ending = next((end for end in ENDINGS if path.lower().endswith(end)), "")
    return path[: len(path) - len(ending)]


def written(segments: Sequence[Segment]) -> str | None:
    """`segments` as the switch plays them: a file, `file_string://`, `say:`; None if it cannot."""
    parts: list[str] = []
    for segment in segments:
        if segment.kind == "sound":
            parts.append(f"{segment.text}.wav")
        elif segment.kind == "silence" and segment.ms > 0:
            parts.append(f"silence_stream://{segment.ms}")
        elif segment.kind == "tone":
            parts.append(f"tone_stream://{segment.text}")
        elif segment.kind == "say" and len(segments) == 1 and "{" not in segment.text:
            return f"say:{segment.text}"
        else:
            return None
    if any("!" in part for part in parts):
        return None
    return parts[0] if len(parts) == 1 else "file_string://" + "!".join(parts) if parts else ""

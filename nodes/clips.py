"""What is to be heard: parts, as a prompt names them, and clips, as a channel plays them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

PartKind = Literal["text", "value", "sound", "silence", "tone"]


class Part(NamedTuple):
    """One part of a prompt after its expressions were worked out, before speech is found for it.

    Parts are looked up by what they hold, at each prompt: a tuple is the quickest key of a mapping.

    kind     content
    text     `text`: words to speak
    value    `text`: the value, `reading`: how to read it (digits, money, date ... of sounds.reading)
    sound    `text`: the name of a recorded sound
    silence  `ms`: its length in milliseconds
    tone     `text`: a tone as FreeSWITCH's tone_stream writes it, such as `%(400,0,800)`
    """

    kind: PartKind
    text: str = ""
    reading: str = ""
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Clip:
    """One thing that a channel plays: `text` is what a transcript shows for it.

    `file` is a sound file that the switch can read; a simulated channel needs none. `ms` is the length in
    milliseconds, 0 where it is not known. `silence` and `tone` need no file; `tone` holds the tone.
    """

    kind: Literal["speech", "sound", "silence", "tone"]
    text: str = ""
    language: str = ""
    file: str = ""
    ms: int = 0
    tone: str = ""

"""Clips as the switch plays them: one argument of `playback` for all of them, without a gap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodes.clips import Clip

MAX_CLIPS = 128
"""How many files one `file_string` holds (switch_ivr_play_say.c)."""

_TONE = re.compile(r"[0-9A-Za-z%(),.;=*#+/\s-]{1,200}\Z")
_TONE_LOOPS = re.compile(r";(loops|[lL])=-?[0-9]+")
_UNPLAYABLE = ("!", "\r", "\n", "\0", "'", "${", "{", "[", "<", "@@")
"""What a file name may not hold: it would part a list, start parameters, or seek."""


def source(clip: Clip) -> str:
    """What the switch plays for `clip`; empty for speech without a sound and for a name it would misread."""
    if clip.kind == "silence":
        return f"silence_stream://{clip.ms}" if clip.ms > 0 else ""
    if clip.kind == "tone":
        return f"tone_stream://{clip.tone}" if _TONE.match(clip.tone) else ""
    if not clip.file or any(bad in clip.file for bad in _UNPLAYABLE):
        return ""
    return clip.file


def playlist(clips: Sequence[Clip]) -> str:
    """The argument of `playback` for all of `clips`; empty if none of them has a sound."""
    sources = [text for clip in clips if (text := source(clip))][:MAX_CLIPS]
    if len(sources) < 2:
        return "".join(sources)
    return "file_string://" + "!".join(sources)


def ringback(clips: Sequence[Clip]) -> str:
    """What the switch plays while it rings somebody; empty if nothing of `clips` has a sound.

    A file or a list begins anew at its end. At the end of a tone or of silence the switch would give up the
    whole dial (switch_ivr_originate.c:3540, LOSE_RACE), so these never end.
    """
    text = playlist(clips)
    if text.startswith("tone_stream://"):
        return _TONE_LOOPS.sub("", text) + ";loops=-1"
    return "silence_stream://-1" if text.startswith("silence_stream://") else text


def length_seconds(clips: Sequence[Clip]) -> float | None:
    """How long `clips` last together, None if that of one is not known."""
    if any(clip.ms <= 0 and source(clip) for clip in clips):
        return None
    return sum(clip.ms for clip in clips) / 1000

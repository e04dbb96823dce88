"""Dial strings, built from checked words only, and what the outcome of a bridge means."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from engine.live.sound import playlist
from nodes.channel import Dial, Dialled
from nodes.clips import Clip

ENDS: dict[str, Literal["busy", "no_answer", "rejected"]] = {
    "USER_BUSY": "busy",
    "NO_ANSWER": "no_answer",
    "NO_USER_RESPONSE": "no_answer",
    "ALLOTTED_TIMEOUT": "no_answer",
    "PROGRESS_TIMEOUT": "no_answer",
    "ORIGINATOR_CANCEL": "no_answer",
    "CALL_REJECTED": "rejected",
}
"""Causes (Q.850, as FreeSWITCH names them) that are no failure; every other is one."""

REPEAT_MS = 3000
"""How long whoever answered may think before the prompt that asks for a key is repeated."""

ASIDE_SECONDS = 5
"""By how much what is heard before a talk may be longer than is known."""

_TARGET = re.compile(r"[A-Za-z0-9_]+/[A-Za-z0-9_.:/*#+@-]{1,200}\Z")
_NUMBER = re.compile(r"[0-9A-Za-z+*#_.-]{0,64}\Z")
_NAME_BAD = re.compile(r"[^\w .-]")
_HEADER = re.compile(r"[A-Za-z0-9-]{1,64}\Z")
_VALUE_BAD = re.compile(r"[^\w .:@+*#/-]")


def targets_of(dial: Dial) -> tuple[str, ...]:
    """Those of its targets that are dial strings."""
    return tuple(target for target in dial.targets if _TARGET.match(target))


def dial_string(dial: Dial, uuid: str) -> str:
    """The argument of `bridge` on the channel `uuid`, empty if no target is one.

    Whatever could be syntax was left out. Braces hold variables of all legs, brackets those of one; `,` rings
    together and `|` in turn (switch_ivr_originate.c).
    """
    legs = [
        f"[{','.join((*_leg(dial), *_note_answer(dial, uuid, number)))}]{target}"
        for number, target in enumerate(targets_of(dial))
    ]
    if not legs:
        return ""
    return "{" + ",".join(_shared(dial)) + "}" + ("," if dial.order == "together" else "|").join(legs)


def _leg(dial: Dial) -> list[str]:
    """Variables of each leg."""
    leg = [f"leg_timeout={max(1, round(dial.ring_seconds))}"]
    if dial.limit_seconds > 0:
        limit = max(1, round(dial.limit_seconds))
        leg.append(f"execute_on_pre_bridge_limit='sched_hangup +{limit} ALLOTTED_TIMEOUT'")
    return leg


def recording_variables(dial: Dial) -> dict[str, str]:
    """Variables of the caller's channel that have the talk recorded from its beginning to its end.

    They work without us, and once: whoever talks on this channel later is not recorded. A leg would hand such
    variables down to what it calls itself (mod_loopback.c, channel_on_init), which would then record as well.
    """
    return {
        "RECORD_STEREO": "true" if dial.stereo else "false",
        "record_sample_rate": "8000",
        "execute_on_pre_bridge_callwright": f"record_session {dial.recording}",
        "execute_on_post_bridge_callwright_1": f"stop_record_session {dial.recording}",
        "execute_on_post_bridge_callwright_2": "unset execute_on_pre_bridge_callwright",
    }


NOT_RECORDED = dict.fromkeys(recording_variables(Dial("", ())), "")
"""The same, unset."""


def _note_answer(dial: Dial, uuid: str, number: int) -> list[str]:
    """Have the leg tell the caller's channel that it answered: its own events do not reach us."""
    if not (dial.whisper or dial.confirm_key):
        return []
    return [f"api_on_answer='uuid_setvar {uuid} {heard_variable(number)} 1'"]


def heard_variable(number: int) -> str:
    """The variable of the caller's channel that says that target `number` answered and heard something."""
    return f"callwright_heard_{number}"


def heard(dial: Dial, variable: Callable[[str], str]) -> tuple[str, ...]:
    """The targets that answered and heard something before the talk; `variable` reads the channel."""
    if not (dial.whisper or dial.confirm_key):
        return ()
    return tuple(target for n, target in enumerate(targets_of(dial)) if variable(heard_variable(n)))


def _shared(dial: Dial) -> list[str]:
    """Variables of all legs."""
    # What a leg through the dial plan calls in its turn asks for no key of its own, and has no limit.
    once = "execute_on_pre_originate_once='multiunset group_confirm_key execute_on_pre_bridge_limit'"
    # Whoever answers at once has never rung, and the caller would hear nothing meanwhile.
    shared = ["ignore_early_media=true", "instant_ringback=true", once, *_before_talk(dial)]
    if dial.caller_id_number and _NUMBER.match(dial.caller_id_number):
        shared.append(f"origination_caller_id_number={dial.caller_id_number}")
    if name := _NAME_BAD.sub("", dial.caller_id_name)[:64].strip():
        shared.append(f"origination_caller_id_name='{name}'")
    return shared + _headers(dial.headers)


def _before_talk(dial: Dial) -> list[str]:
    """What a leg does between its answer and the talk (switch_ivr_originate.c, collect_thread_run).

    Its time ends with a hang-up of that leg alone; `group_confirm_timeout` counts from its answer, and 0
    lifts the limit on its ringing.
    """
    if dial.confirm_key:
        prompt = leg_sound((*dial.whisper, *dial.confirm))
        return [
            f"group_confirm_key={dial.confirm_key}",
            *([f"group_confirm_file='{prompt}'"] if prompt else []),
            f"group_confirm_read_timeout={REPEAT_MS}",
            f"group_confirm_timeout={max(1, round(dial.confirm_seconds))}",
        ]
    if prompt := leg_sound(dial.whisper):
        return [
            "group_confirm_key=exec",
            f"group_confirm_file='playback {prompt}'",
            "group_confirm_timeout=0",
        ]
    return []


def leg_sound(clips: Sequence[Clip]) -> str:
    """What a rung leg plays for `clips`; empty where a name would be syntax in a dial string."""
    text = playlist(clips)
    return "" if any(bad in text for bad in ("]", "}", "|", "\\", "^^", '"')) else text


def longest_seconds(dial: Dial) -> int:
    """After how many seconds without a talk the switch gives up the whole dial, should its legs go on."""
    aside = dial.confirm_seconds if dial.confirm_key else sum(clip.ms for clip in dial.whisper) / 1000
    each = dial.ring_seconds + (aside + ASIDE_SECONDS if dial.whisper or dial.confirm_key else 0.0)
    return math.ceil(each) * max(1, len(dial.targets))


def _headers(headers: Mapping[str, str]) -> list[str]:
    words = []
    for name, value in headers.items():
        if _HEADER.match(name):
            words.append(f"sip_h_{name}='{_VALUE_BAD.sub('', value)[:200]}'")
    return words


def outcome(
    disposition: str, bridge_cause: str, seconds: float, target: str = "", *, answered: bool = False
) -> Dialled:
    """What `originate_disposition` and `last_bridge_hangup_cause` of the caller's leg say together.

    `answered`: somebody did; to hang up before the talk is then as good as not to answer.
    """
    if disposition in ("SUCCESS", "") and bridge_cause:
        return Dialled("ended", bridge_cause, seconds, target)
    if disposition == "SUCCESS":
        return Dialled("ended", "NORMAL_CLEARING", seconds, target)
    if disposition == "ALLOTTED_TIMEOUT":
        # That is how the switch calls the end of the time which we let it ring.
        disposition = "NO_ANSWER"
    if answered and disposition == "NORMAL_CLEARING":
        disposition = "NO_ANSWER"
    return Dialled(ENDS.get(disposition, "failed"), disposition or "NORMAL_UNSPECIFIED", 0.0, target)

"""Dial strings, built from checked words only, and what the outcome of a bridge means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from nodes.channel import Dial, Dialled

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

_TARGET = re.compile(r"[A-Za-z0-9_]+/[A-Za-z0-9_.:/*#+@-]{1,200}\Z")
_NUMBER = re.compile(r"[0-9A-Za-z+*#_.-]{0,64}\Z")
_NAME_BAD = re.compile(r"[^\w .-]")
_HEADER = re.compile(r"[A-Za-z0-9-]{1,64}\Z")
_VALUE_BAD = re.compile(r"[^\w .:@+*#/-]")


def dial_string(dial: Dial) -> str:
    """The argument of `bridge`, empty if no target is one. Whatever could be syntax was left out.

    Braces hold variables of all legs, brackets those of one; `,` rings together and `|` in turn
    (switch_ivr_originate.c).
    """
    targets = [target for target in dial.targets if _TARGET.match(target)]
    if not targets:
        return ""
    ring = max(1, round(dial.ring_seconds))
    leg = [f"leg_timeout={ring}"]
    if dial.limit_seconds > 0:
        leg.append(f"execute_on_answer='sched_hangup +{max(1, round(dial.limit_seconds))} ALLOTTED_TIMEOUT'")
    shared = ["ignore_early_media=true"]
    if dial.caller_id_number and _NUMBER.match(dial.caller_id_number):
        shared.append(f"origination_caller_id_number={dial.caller_id_number}")
    if name := _NAME_BAD.sub("", dial.caller_id_name)[:64].strip():
        shared.append(f"origination_caller_id_name='{name}'")
    shared += _headers(dial.headers)
    legs = [f"[{','.join(leg)}]{target}" for target in targets]
    return "{" + ",".join(shared) + "}" + ("," if dial.order == "together" else "|").join(legs)


def _headers(headers: Mapping[str, str]) -> list[str]:
    words = []
    for name, value in headers.items():
        if _HEADER.match(name):
            words.append(f"sip_h_{name}='{_VALUE_BAD.sub('', value)[:200]}'")
    return words


def outcome(disposition: str, bridge_cause: str, seconds: float, target: str = "") -> Dialled:
    """What `originate_disposition` and `last_bridge_hangup_cause` of the caller's leg say together."""
    if disposition in ("SUCCESS", "") and bridge_cause:
        return Dialled("ended", bridge_cause, seconds, target)
    if disposition == "SUCCESS":
        return Dialled("ended", "NORMAL_CLEARING", seconds, target)
    if disposition == "ALLOTTED_TIMEOUT":
        # That is how the switch calls the end of the time which we let it ring.
        disposition = "NO_ANSWER"
    return Dialled(ENDS.get(disposition, "failed"), disposition or "NORMAL_UNSPECIFIED", 0.0, target)

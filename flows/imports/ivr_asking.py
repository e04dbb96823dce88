"""How a menu of the switch asks: greetings, the keys of an entry, what `#` means, silences and failures."""

from __future__ import annotations

from collections.abc import Mapping

from flows.imports import ivr_sayings as sayings
from flows.imports.ivr_actions import Onward
from flows.imports.ivr_making import Making
from flows.imports.phrases import Argument
from flows.model import Value
from nodes.prompts import Segment

HUSH = (Segment("silence", ms=20),)
"""The prompt of a node that only listens: what is asked was played before it."""

KEYS = "0123456789*ABCD"
"""Every key but `#`, which ends an entry."""


def seconds(ms: int) -> str:
    """Milliseconds as a parameter in seconds."""
    return f"{ms / 1000:g}"


def add_asking(making: Making) -> None:
    """The nodes from the greeting to `choose`, and those that count what goes wrong."""
    _greetings(making)
    complete, ended = _confirming(making)
    if making.count == 1:
        _one_key(making, complete)
    else:
        _several_keys(making, complete, ended)
    _counting(making)


def _greetings(making: Making) -> None:
    menu = making.menu
    long, short = menu.get("greet-long"), menu.get("greet-short")
    if not long:
        making.say(sayings.NO_GREETING)
    texts = {making.repeat: short or long} | {"greet": long or short}
    texts = {"greet": texts.pop("greet"), **texts}
    for row, (id_, text) in enumerate(texts.items()):
        where = making.where(row)
        segments = making.sounds.segments(text, where.file, where.line, where.place)
        exits = {"done": "listen", "interrupted": "during"}
        making.draft.add(id_, "play", exits, {}, {"prompt": segments or HUSH}, at=(0, row))


def _digits(making: Making, id_: str, exits: Mapping[str, str], at: tuple[int, int], **more: str) -> None:
    """A node that takes an entry once and has nothing to say."""
    params: dict[str, Value] = {
        "into": "entry",
        "max": str(making.count),
        "end_key": "none",
        "accept": KEYS,
        "first_seconds": seconds(making.menu.inter_ms),
        "inter_seconds": seconds(making.menu.inter_ms),
        "attempts": "1",
        **more,
    }
    making.draft.add(id_, "digits", exits, params, {"prompt": HUSH}, at=at)


def _one_key(making: Making, complete: str) -> None:
    """Pressed into the greeting `#` is a key like any other; after it, it is a failure without a sound."""
    exits = {"valid": complete, "no_input": "silences", "invalid": "failed"}
    _digits(making, "listen", exits, (1, 0), first_seconds=seconds(making.menu.timeout_ms))
    _digits(making, "during", {**exits, "valid": "choose"}, (1, 1), accept=f"{KEYS}#")


def _several_keys(making: Making, complete: str, ended: str) -> None:
    """`#` ends an entry, but as the first key pressed into a greeting it is a key like any other."""
    exits = {"valid": complete, "no_input": "silences"}
    first = seconds(making.menu.timeout_ms)
    _digits(making, "listen", {**exits, "invalid": "late"}, (1, 0), first_seconds=first)
    _digits(making, "during", {**exits, "invalid": "early"}, (1, 1))
    for id_, lone, row in (("late", "failed", 0), ("early", "pound", 1)):
        branches = ({"exit": "nothing", "when": "last.digits == '#'"},)
        exits = {"nothing": lone, "else": "ended"}
        making.draft.add(id_, "condition", exits, {"branches": branches}, at=(2, row))
    making.assign("ended", "entry", "last.digits|replace('#', '')", ended, (2, 2))
    exits = dict.fromkeys(("valid", "no_input", "invalid"), making.wrong)
    if making.choices.may_begin_with_pound():
        alone = making.assign("pound_alone", "entry", "'#'", "choose", (3, 2))
        more = making.assign("pound_more", "entry", "'#' ~ entry", "choose", (3, 3))
        exits = {"valid": more, "no_input": alone, "invalid": alone}
    _digits(making, "pound", exits, (2, 3), max=str(making.count - 1))


def _confirming(making: Making) -> tuple[str, str]:
    """Where a complete entry goes, and one that was ended by `#`: to be confirmed, or on."""
    menu = making.menu
    macro, key = menu.get("confirm-macro"), menu.get("confirm-key")[:1]
    if macro and not key:
        making.say(sayings.CONFIRM_NEVER)
    if not (macro and key):
        return "choose", "choose"
    where = making.where()
    prompt = making.sounds.segments(
        f"phrase:{macro}", where.file, where.line, where.place, Argument(expression="entry")
    )
    tries = str(menu.confirm_attempts)
    params: dict[str, Value] = {
        "yes_key": key,
        "no_key": "*" if key != "*" else "#",
        "first_seconds": seconds(menu.timeout_ms),
        "attempts": tries,
        "silent_attempts": tries,
        "wrong_attempts": "1",
    }
    exits = {"yes": "choose", "no": "failed", "no_input": "failed"}
    making.draft.add("read_back", "confirm", exits, params, {"prompt": prompt or HUSH}, at=(2, 4))
    if making.count == 1:
        return "read_back", "read_back"
    # An entry that ended by a pause is not read back.
    branches = ({"exit": "complete", "when": f"entry|length == {making.count}"},)
    exits = {"complete": "read_back", "else": "choose"}
    making.draft.add("complete", "condition", exits, {"branches": branches}, at=(1, 4))
    return "complete", "read_back"


def _counting(making: Making) -> None:
    """Failures count from the last right entry, silences from the beginning of the menu."""
    menu, draft = making.menu, making.draft
    making.assign("failed", "failures", "failures + 1", "enough", (4, 0))
    branches = ({"exit": "enough", "when": f"failures >= {menu.max_failures}"},)
    over = _at_the_end(making, "exec-on-max-failures", "too_many", 10)
    draft.add(
        "enough", "condition", {"enough": over, "else": making.repeat}, {"branches": branches}, at=(5, 0)
    )
    rounds = menu.max_timeouts - 1
    params: dict[str, Value] = {"times": str(rounds), "cap": str(max(1, rounds))}
    over = _at_the_end(making, "exec-on-max-timeouts", "too_quiet", 11)
    draft.add("silences", "loop", {"body": making.repeat, "done": over}, params, at=(2, 5))


def _at_the_end(making: Making, attribute: str, id_: str, row: int) -> str:
    """What is run when there were too many failures or silences, then the end of the menu."""
    param = making.menu.get(attribute)
    if not param:
        return making.finish()
    onward = Onward(making.finish(), making.finish)
    return making.applications.run(param, None, id_, making.where(row), onward)

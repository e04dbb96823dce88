"""Describes where an interactive call stands, for those who drive it."""

from __future__ import annotations

from typing import cast

from engine.runner import Outcome
from engine.stack import Stack
from flows.problems import Lang
from nodes.frame import Frame
from nodes.values import to_json
from simulator.interactive import changes, notices
from simulator.interactive.commands import AnyCommand
from simulator.interactive.errors import Refused
from simulator.interactive.run import Run
from simulator.told import Told
from simulator.writing.circumstances import Known
from simulator.writing.script import WrittenCase, case_of, file_of


def held(run: Run, reason: str, speed: float) -> notices.Held:
    """The call as it stands, `reason` being why. The run has a stack."""
    stack = run.stack
    assert stack is not None, "a call is held at its nodes"
    top, person = stack.top, run.person
    node = stack.flow.flow.nodes.get(top.node)
    call = stack.call
    return notices.Held(
        reason=cast(notices.Reason, reason),
        at=run.now,
        flow=top.flow,
        node=top.node,
        type=node.node.type_id if node else "",
        within=run.within,
        stack=tuple(_level(stack, frame) for frame in stack.frames),
        keys="".join(call.state.buffer) if call else "",
        sounding=person.sounding,
        waiting=person.waiting or "",
        speed=speed,
    )


def _level(stack: Stack, frame: Frame) -> notices.Level:
    values = {name: to_json(value) for name, value in frame.variables.items()}
    return notices.Level(
        flow=frame.flow, node=frame.node, variables=values, sensitive=changes.sensitive(stack, frame)
    )


def over(run: Run, outcome: Outcome) -> notices.Over:
    """The end of the call."""
    unused = [*run.outside.unused(), *run.switch.legs.unused()]
    return notices.Over(
        at=run.clock.ms, result=outcome.result, cause=outcome.cause, unused=tuple(map(str, unused))
    )


def refusal(command: AnyCommand, refused: Refused) -> notices.Refusal:
    """What is said of a command that changed nothing."""
    return notices.Refusal(
        id=command.id,
        zh=refused.zh,
        en=refused.en,
        cure_zh=refused.cure_zh,
        cure_en=refused.cure_en,
    )


_BY_HAND = Told(
    "a variable or the way was changed by hand: the script does not do that",
    "通话中手工改过变量或去向：脚本不会照做",
)


def case(run: Run, name: str, lang: Lang) -> WrittenCase:
    """The call so far as a case of a call script."""
    by_hand = (_BY_HAND,) if run.by_hand else ()
    known = Known(run.given, run.outside.asked, run.chosen, run.release, by_hand)
    return case_of(run.events, known, name=name, lang=lang)


def script(run: Run, name: str, lang: Lang) -> notices.ScriptText:
    """The call so far as a call script."""
    written = case(run, name, lang)
    return notices.ScriptText(text=file_of([written]), notes=tuple(note.text(lang) for note in written.notes))

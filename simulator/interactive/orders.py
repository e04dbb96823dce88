"""Carries out the commands of an interactive call, or says why one cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from simulator.circumstances import circumstances
from simulator.grammar import GivenRow
from simulator.interactive import changes, commands, state
from simulator.interactive.errors import Refused
from simulator.interactive.tape import Change
from simulator.legs import Leg

if TYPE_CHECKING:
    from simulator.interactive.helm import Helm
    from simulator.interactive.run import Run

Stance = Literal["go", "step", "pause"]
"""How the call goes on: to a breakpoint, to the next node, not at all."""

_HOLDS = ("start", "breakpoint", "step", "pause", "back", "goto")


def carry_out(helm: Helm, command: commands.AnyCommand) -> None:
    """Do what `command` says. Raises Refused if it cannot be done now, Unwind if the run is given up."""
    _ORDERS[type(command)](helm, command)


def _alive(helm: Helm) -> None:
    if helm.standing == "over":
        raise Refused("通话已结束", "the call is over", "重新拨打，或退回", "ring anew, or go back")


def _press(helm: Helm, command: commands.Press) -> None:
    _alive(helm)
    helm.present.person.press(command.keys, command.after, helm.standing == "caller")
    helm.release_from("caller")


def _say(helm: Helm, command: commands.Say) -> None:
    _alive(helm)
    helm.present.person.talk(command.seconds)
    helm.release_from("caller")


def _wait(helm: Helm, command: commands.Wait) -> None:
    _alive(helm)
    if helm.standing != "caller":
        raise Refused(
            "通话现在不等来电者",
            "the call does not stand still for its caller now",
            "只有速度为 0 时才需要 wait；其他速度下时间自己走",
            "`wait` is for speed 0; at any other speed time passes by itself",
        )
    person = helm.present.person
    person.at = _limited(person.at + round(command.seconds * 1000), person.until)
    helm.release_from("caller")


def _limited(at: int, until: int | None) -> int:
    return at if until is None else min(at, until)


def _skip(helm: Helm, command: commands.Skip) -> None:
    _alive(helm)
    person = helm.present.person
    if helm.standing not in ("", "caller", "pause") or not helm.present.within:
        raise Refused(
            "现在没有可跳过的声音或等待",
            "nothing sounds and nothing is waited for",
            "先让通话继续",
            "let the call go on first",
        )
    if person.until is None:
        raise Refused(
            "这次等待没有时限",
            "this wait has no end of its own",
            "按键或挂机",
            "press a key, or hang up",
        )
    person.skipping = True
    helm.release_from("caller")


def _hang_up(helm: Helm, command: commands.HangUp) -> None:
    _alive(helm)
    helm.present.person.hang_up(helm.standing == "caller")
    helm.release_from("caller")


def _leg(helm: Helm, command: commands.Leg) -> None:
    if helm.standing != "leg":
        raise Refused(
            "没有电话在振铃", "nobody rings now", "等待 ringing 通知", "wait for the notice `ringing`"
        )
    helm.answer_leg(
        Leg(command.outcome, after=command.after, seconds=command.seconds, confirm=command.confirm)
    )


def _breakpoints(helm: Helm, command: commands.Breakpoints) -> None:
    for place in command.at:
        changes.need_node(helm.release, place.node, place.flow)
    helm.breakpoints = frozenset((place.flow, place.node) for place in command.at)


def _pause(helm: Helm, command: commands.Pause) -> None:
    _alive(helm)
    if not helm.standing:
        helm.stance = "pause"


def _go(helm: Helm, command: commands.Go) -> None:
    _alive(helm)
    helm.stance = "go"
    helm.release_from(*_HOLDS)


def _step(helm: Helm, command: commands.Step) -> None:
    _alive(helm)
    helm.stance = "step"
    helm.release_from(*_HOLDS)


def _back(helm: Helm, command: commands.Back) -> None:
    nodes, run = helm.tape.nodes, helm.present
    index = len(nodes) - command.nodes - (0 if run.within or helm.standing == "over" else 1)
    if index < 0:
        raise Refused(
            "前面没有这么多节点",
            "there are not so many nodes before this one",
            "重新拨打：restart",
            "ring anew: restart",
        )
    helm.rerun(nodes[index], "back")


def _restart(helm: Helm, command: commands.Restart) -> None:
    helm.stance = "step" if command.hold else "go"
    helm.rerun(None)


def _goto(helm: Helm, command: commands.Goto) -> None:
    change = changes.going_to(helm.present, command.node, command.flow)
    if helm.standing in _HOLDS and not helm.present.within:
        helm.change(change)
        helm.standing = "goto"
        helm.tell_held()
    else:
        helm.rerun(helm.tape.nodes[-1], "goto", [change])


def _set(helm: Helm, command: commands.Set) -> None:
    _alive(helm)
    if not helm.standing:
        raise Refused(
            "通话正在进行，不能改变量",
            "the call is going on: variables cannot be changed",
            "先暂停：pause，或设断点",
            "hold it first: pause, or a breakpoint",
        )
    helm.change(changes.setting(helm.present, command.name, command.value, command.flow))
    helm.tell_held()


def _mocks(helm: Helm, command: commands.Mocks) -> None:
    if not helm.standing:
        raise Refused(
            "通话正在进行，不能改模拟应答",
            "the call is going on: answers cannot be changed",
            "先暂停：pause，或设断点",
            "hold it first: pause, or a breakpoint",
        )
    helm.prepared = command.given
    if helm.standing != "over":
        helm.change(preparing(command.given, helm.present))


def preparing(given: GivenRow, run: Run) -> Change:
    """Lets everything outside `run` answer as `given` says."""
    return changes.preparing(circumstances(given, run.base))


def _speed(helm: Helm, command: commands.Speed) -> None:
    helm.speed = command.speed


def _look(helm: Helm, command: commands.Look) -> None:
    if not helm.standing:
        helm.tell(state.held(helm.present, "look", helm.speed))
    helm.tell_held()


def _script(helm: Helm, command: commands.Script) -> None:
    helm.tell(state.script(helm.present, command.name, command.lang))


_ORDERS: dict[type, Callable[[Helm, Any], None]] = {
    commands.Press: _press,
    commands.Say: _say,
    commands.Wait: _wait,
    commands.Skip: _skip,
    commands.HangUp: _hang_up,
    commands.Leg: _leg,
    commands.Breakpoints: _breakpoints,
    commands.Pause: _pause,
    commands.Go: _go,
    commands.Step: _step,
    commands.Back: _back,
    commands.Restart: _restart,
    commands.Goto: _goto,
    commands.Set: _set,
    commands.Mocks: _mocks,
    commands.Speed: _speed,
    commands.Look: _look,
    commands.Script: _script,
}

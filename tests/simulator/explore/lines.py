"""Small lines that are explored, each with one thing in it; and what a search of one found, as scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.release import CompiledFlow, CompiledNode, Release, Variable
from nodes.call import Call
from nodes.contract import Exit, Node
from simulator.cases import play_case
from simulator.explore.choice import Target
from simulator.explore.findings import Fault
from simulator.explore.replay import replayed
from simulator.explore.scene import Scene
from simulator.explore.script import file_text, written
from simulator.explore.search import Bounds, Exploration, explore
from simulator.explore.shrink import shrunk_fault
from simulator.given import Given
from simulator.script import parse_script
from simulator.steps import Step
from tests.simulator.desk import node

BYE = node("hangup", "bye", prompt="再见，谢谢来电")


class Brittle(Node):
    """A node of somebody else's that fails when four keys were pressed, as a fault in its program does."""

    def exits(self) -> tuple[Exit, ...]:
        """`next`."""
        return (Exit("next"),)

    def run(self, call: Call) -> str:
        """Divide by the length of what the caller keyed in, less four."""
        entry = str(call.evaluate("entry"))
        call.state.last = {"share": 1 / (len(entry) - 4)}
        return "next"


def line(*nodes: CompiledNode, on_error: str = "", **variables: Variable | str) -> Release:
    """A release of one flow; `variables` are types, or declared variables."""
    return Release("11e", "line", {"line": part("line", *nodes, on_error=on_error, variables=variables)})


def part(
    name: str,
    *nodes: CompiledNode,
    on_error: str = "",
    on_hangup: str = "",
    keys: Mapping[str, str] | None = None,
    variables: Mapping[str, Variable | str] | None = None,
) -> CompiledFlow:
    """One flow that begins at its first node."""
    declared = {
        each: Variable(each, kind) if isinstance(kind, str) else kind
        for each, kind in (variables or {}).items()
    }
    by_id = {each.id: each for each in nodes}
    return CompiledFlow(name, name, "zh-CN", nodes[0].id, by_id, declared, on_hangup, on_error, keys or {})


def menu(id_: str, /, silent: str = "bye", wrong: str = "bye", **choices: str) -> CompiledNode:
    """A menu: `k1="node"` leads key 1 to a node by the exit `k1`."""
    rows = [{"exit": name, "keys": name[1:]} for name in choices]
    exits = {**choices, "no_input": silent, "no_match": wrong}
    return node("menu", id_, exits, prompt=f"这里是{id_}，请选择", choices=rows)


def say(id_: str, to: str, text: str = "") -> CompiledNode:
    """A prompt that no key interrupts."""
    return node("play", id_, {"done": to}, prompt=text or f"现在播放{id_}", interrupt="none")


@dataclass(frozen=True)
class Shown:
    """A fault with the shortest call that has it: the steps, and the script."""

    fault: Fault
    steps: Sequence[Step]
    script: str


def explored(
    release: Release, base: Given | None = None, *, silence: float = 10.0, seed: int = 1
) -> Exploration:
    """A search that stops by itself."""
    return explore(Scene(release, base or Given()), Bounds(60.0, 5_000, silence), seed=seed)


def missed(release: Release, base: Given | None = None) -> set[Target]:
    """The exits that no call of a search took."""
    return {target for target, _ in explored(release, base).missed}


def shown(release: Release, *, silence: float = 10.0, base: Given | None = None) -> list[Shown]:
    """Every fault of a release; each script was read back, played, and has the fault again."""
    base = base or Given()
    found = explored(release, base, silence=silence)
    faults = []
    for fault, chosen in found.faults:
        shortest = shrunk_fault(found.scene, fault, chosen, silence)
        assert shortest is not None
        same, tried = shortest
        script = file_text([written(fault.kind, tried, list(tried.taken)[-1:])])
        (case,) = parse_script(script, "found.calls.yaml")
        result = play_case(release, case, base)
        assert [str(each) for each in result.differences] == []
        again = [each for each in replayed(release, case, base, silence) if each.key == same.key]
        assert again == [same]
        faults.append(Shown(same, tried.steps, script))
    return faults

"""Which languages a call can be in at each node: followed through sub-flows, jumps and handlers.

Within a flow a fact is a set of chains: a language with its fallbacks, or `ENTRY`, which stands for whatever
the call was in when it entered the flow. Each flow is worked out once; its callers put their own languages in
the place of `ENTRY`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flows.passes.calling import callees_first, calls, jumps, returns
from flows.passes.forward import forward
from flows.program import Program, Unit, Way
from nodes.audio.language import LanguageNode
from nodes.logic.subflow import Subflow

Chain = tuple[str, ...]
"""A language, then those that are tried where a prompt is not written in it."""
Chains = frozenset[Chain]

ENTRY: Chain = ()
_ONLY_ENTRY: Chains = frozenset({ENTRY})
_NONE: Chains = frozenset()


@dataclass(slots=True)
class Spoken:
    """What one flow does to the language of a call; `at` holds for each node what it can be there."""

    at: dict[str, Chains] = field(default_factory=dict)
    returned: dict[str, Chains] = field(default_factory=dict)
    anywhere: Chains = _ONLY_ENTRY

    def behind(self, name: str) -> Chains:
        """What it can be after a return by `name`."""
        return self.returned.get(name, _NONE)


def languages(program: Program) -> dict[str, dict[str, Chains]]:
    """For each flow and node the languages, with their fallbacks, that a call can be in there."""
    nodes = (bound.node for unit in program.units.values() for bound in unit.nodes.values())
    if program.main and not any(isinstance(node, LanguageNode) for node in nodes):
        only: Chains = frozenset({(program.units[program.main].flow.language,)})
        return {name: dict.fromkeys(unit.reachable, only) for name, unit in program.units.items()}
    spoken = {name: Spoken() for name in program.units}
    units = callees_first(program)
    changed = True
    while changed:
        changed = False
        for unit in units:
            now = _spoken(unit, spoken)
            if now != spoken[unit.name]:
                spoken[unit.name] = now
                changed = True
    entries = _entries(program, units, spoken)
    return {
        name: {node: _filled(chains, entries[name]) for node, chains in flow.at.items()}
        for name, flow in spoken.items()
    }


def _filled(chains: Chains, entry: Chains) -> Chains:
    """`chains` with `entry` in the place of ENTRY."""
    return (chains - _ONLY_ENTRY) | entry if ENTRY in chains else chains


def _spoken(unit: Unit, spoken: dict[str, Spoken]) -> Spoken:
    """Follow one flow, knowing what those that it enters do as far as that is worked out."""

    def leave(name: str, fact: Chains) -> Callable[[Way], Chains]:
        bound = unit.nodes.get(name)
        node = bound.node if bound is not None and bound.written.enabled else None
        if isinstance(node, LanguageNode):
            fallback = tuple(part.strip() for part in node.fallback.split(",") if part.strip())
            chosen: Chains = frozenset({(node.language, *fallback)})
            return lambda way: chosen
        if isinstance(node, Subflow) and node.flow in spoken:
            called = spoken[node.flow]
            return lambda way: _filled(called.behind(way.exit), fact) if way.declared else fact
        return lambda way: fact

    start = {unit.flow.start: _ONLY_ENTRY} if unit.flow.start in unit.flow.nodes else {}
    facts = forward(unit, start, leave, frozenset.__or__)
    anywhere = _anywhere(unit, facts, spoken)
    handlers = [to for _, to in unit.flow.handlers() if to in unit.flow.nodes]
    while handlers:
        facts = forward(unit, {**start, **dict.fromkeys(handlers, anywhere)}, leave, frozenset.__or__)
        now = _anywhere(unit, facts, spoken)
        if now == anywhere:
            break
        anywhere = now
    found: dict[str, Chains] = {}
    for bound, node in returns(unit):
        if bound.id in facts:
            found[node.name] = found.get(node.name, _NONE) | facts[bound.id]
    for bound, jump in jumps(unit):
        if bound.id in facts and jump.flow in spoken:
            for name, chains in spoken[jump.flow].returned.items():
                found[name] = found.get(name, _NONE) | _filled(chains, facts[bound.id])
    return Spoken(facts, found, anywhere)


def _anywhere(unit: Unit, facts: dict[str, Chains], spoken: dict[str, Spoken]) -> Chains:
    """What a call can be in at some moment in the flow or in one that it has called."""
    found = _ONLY_ENTRY.union(*facts.values())
    for bound, call in calls(unit):
        if bound.id in facts and call.flow in spoken:
            found |= _filled(spoken[call.flow].anywhere, facts[bound.id])
    return found


def _entries(program: Program, units: list[Unit], spoken: dict[str, Spoken]) -> dict[str, Chains]:
    """What a call can be in when it enters each flow; the first begins in its own language."""
    entries = dict.fromkeys(program.units, _NONE)
    if program.main:
        entries[program.main] = frozenset({(program.units[program.main].flow.language,)})
    changed = True
    while changed:
        changed = False
        for unit in reversed(units):
            at = spoken[unit.name].at
            entered = [(bound.id, call.flow) for bound, call in calls(unit)]
            entered += [(bound.id, jump.flow) for bound, jump in jumps(unit)]
            for node, flow in entered:
                came = _filled(at.get(node, _NONE), entries[unit.name])
                if flow in entries and not came <= entries[flow]:
                    entries[flow] |= came
                    changed = True
    return entries

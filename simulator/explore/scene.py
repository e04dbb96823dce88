"""All that explored calls of one release have in common: its chart, what may be chosen where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from flows.release import Release
from nodes.logic.hours import Hours
from simulator.explore.behaviour import Behaviour
from simulator.explore.chart import Chart
from simulator.explore.choice import Option
from simulator.explore.crossroads import Crossroads
from simulator.explore.moments import hours_nodes, moments
from simulator.explore.plan import Plan
from simulator.explore.rows import Answers
from simulator.explore.samples import sample
from simulator.explore.wishes import Aims, Wishes, wishes_of
from simulator.given import Given

_FACTS = ("caller", "caller_name", "called")
_LINE = ("number", "name", "tenant")


@dataclass
class Scene:
    """A release and the circumstances in which it is explored; nothing of one call."""

    release: Release
    base: Given

    @cached_property
    def chart(self) -> Chart:
        """The ways of the release."""
        return Chart(self.release)

    @cached_property
    def wishes(self) -> Wishes:
        """What its expressions compare with."""
        return wishes_of(self.release)

    @cached_property
    def behaviour(self) -> Behaviour:
        """What callers may do."""
        return Behaviour(self.chart, self.wishes)

    @cached_property
    def answers(self) -> Answers:
        """What services may answer."""
        return Answers(self.chart, self.wishes)

    @cached_property
    def hours(self) -> list[tuple[str, str, Hours]]:
        """The nodes that ask a calendar."""
        return hours_nodes(self.release)

    @cached_property
    def moments(self) -> tuple[Option, ...]:
        """When a call may begin."""
        return moments(self.release, self.wishes, self.base.now, self.base.world.calendars)

    @cached_property
    def facts(self) -> list[Fact]:
        """What may be different about the call itself."""
        return [fact for fact in self._facts() if len(fact.options) > 1 or fact.needed]

    def _facts(self) -> Iterator[Fact]:
        for name in _FACTS:
            yield Fact("", name, self._values(("call", name), getattr(self.base.facts, name)))
        for name in _LINE:
            yield Fact("line", name, self._values(("line", name), getattr(self.base.line, name)))
        for _, path in [place for place in self.wishes.values if place[1][:2] == ("call", "headers")]:
            if len(path) == 3:
                yield Fact("headers", path[2], self._values(path, ""))
        main = self.release.flows[self.release.main]
        for variable in main.variables.values():
            if variable.input:
                usual = self.base.values.get(variable.name, variable.value)
                known = sample(variable.name, variable.type) if usual is None else usual
                options = self._values((variable.name,), known, main.name)
                yield Fact("variables", variable.name, options, usual is None)

    def _values(self, path: tuple[str, ...], usual: object, flow: str = "") -> tuple[Option, ...]:
        found: Aims = {usual: set()}
        for (place, known), exits in self.wishes.decided.items():
            if known == path and flow in ("", place):
                found[usual].update(exits)
        for (place, known), values in self.wishes.values.items():
            if known == path and flow in ("", place):
                for value, aims in values.items():
                    if value is not None:
                        found.setdefault(value if flow else str(value), set()).update(aims)
        label = path[-1]
        return tuple(
            Option(f"{label}={value}", value, aims=tuple(sorted(aims))) for value, aims in found.items()
        )

    def begin(self, crossroads: Crossroads, plan: Plan) -> Given:
        """The circumstances of one call, once what may be different about it has been asked."""
        given = self.base
        for fact in self.facts:
            option = crossroads.ask(f"given {fact.table} {fact.name}", fact.options)
            if option is not fact.options[0] or fact.needed:
                given = _with(given, fact, option.act)
                fact.note(plan, option.act, given)
        return given


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of a call before it begins: where a script gives it, its name, its values.

    The first value is the usual; `needed`: nobody else gives one.
    """

    table: str
    name: str
    options: tuple[Option, ...]
    needed: bool = False

    def note(self, plan: Plan, value: object, given: Given) -> None:
        """Write it into the plan."""
        if self.table == "line":
            plan.fact("line", {name: getattr(given.line, name) for name in _LINE})
        elif self.table:
            plan.given(self.table, self.name, value)
        else:
            plan.fact(self.name, value)


def _with(given: Given, fact: Fact, value: object) -> Given:
    if fact.table == "variables":
        return replace(given, values={**given.values, fact.name: value})
    if fact.table == "line":
        return replace(given, line=replace(given.line, **{fact.name: str(value)}))
    if fact.table == "headers":
        headers = {**given.facts.headers, fact.name: str(value)}
        return replace(given, facts=replace(given.facts, headers=headers))
    caller, caller_name, called = (
        str(value) if fact.name == name else getattr(given.facts, name) for name in _FACTS
    )
    facts = replace(given.facts, caller=caller, caller_name=caller_name, called=called)
    return replace(given, facts=facts)

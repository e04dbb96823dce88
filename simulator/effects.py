"""Compares what a call changed outside with what its script expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator import grammar
from simulator.mocks import Effect, plain
from simulator.sameness import same
from simulator.told import Told


def effects(expect: grammar.Expected, done: Sequence[Effect]) -> Iterator[Told]:
    """Every effect that was expected and did not come about; each one done counts once."""
    left = list(done)
    for wanted in expect.effects:
        found = next((effect for effect in left if _did(wanted, effect)), None)
        if found is not None:
            left.remove(found)
            continue
        instead = "; ".join(f"{e.service} {e.target} {e.text[:60]} {dict(e.values)}" for e in left[:3])
        what = f"{wanted.service} {wanted.target} {wanted.text} {wanted.values or ''}"
        what = " ".join(what.split())
        yield Told(
            f"expected the effect {what}, there was {instead or 'none'}",
            f"应有操作 {what}，实际为：{instead or '无'}",
        )


def _did(wanted: grammar.EffectRow, effect: Effect) -> bool:
    return (
        wanted.service == effect.service
        and wanted.target in ("", effect.target)
        and plain(wanted.text) in plain(effect.text)
        and same(wanted.values, effect.values)
    )

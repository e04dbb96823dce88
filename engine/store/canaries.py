"""Releases on trial: begun, given a larger share, promoted to be live, or stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Engine, delete, insert, update

from engine.store.counting import count
from engine.store.errors import Unknown
from engine.store.leading import Lead, lead
from engine.store.opening import reaching
from engine.store.publications import note, refuse_change
from engine.store.publishing import NO_DETAILS, keep_release, move
from engine.store.standing import Canary, Standing
from engine.store.tables.releases import canaries


class Canaries:
    """What the store does with trials; `expected` as in Publishing."""

    _engine: Engine

    def try_out(
        self,
        flow: str,
        digest: str,
        package: bytes,
        *,
        percent: float = 0.0,
        callers: str = "",
        who: str,
        why: str = "",
        expected: Standing | None = None,
        leads: Sequence[Lead] = (),
        details: Mapping[str, object] = NO_DETAILS,
    ) -> None:
        """Keep a release and put it on trial beside the live one; a trial that runs gives way to it.

        `percent` of the callers meet it, and those on the list `callers`. Raises Unknown if nothing is live,
        Conflict, BadLine, Tie.
        """
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            standing = refuse_change(connection, flow, expected)
            if not standing.live:
                raise Unknown(
                    f"nothing of {flow} is live beside which to try it", "publish it to all callers"
                )
            keep_release(connection, digest, package)
            lead(connection, flow, leads)
            if standing.canary is not None and standing.canary.digest != digest:
                details = {**details, "ended": standing.canary.digest}
            _put(connection, flow, standing, digest, percent, callers, who=who, why=why, details=details)

    def share(
        self, flow: str, percent: float, *, who: str, why: str = "", expected: Standing | None = None
    ) -> Canary:
        """Let `percent` of the callers meet the release on trial; how the trial was before.

        Raises Unknown, Conflict.
        """
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            standing = refuse_change(connection, flow, expected)
            canary = _running(flow, standing)
            _put(connection, flow, standing, canary.digest, percent, canary.callers, who=who, why=why)
            return canary

    def promote(self, flow: str, *, who: str, why: str = "", expected: Standing | None = None) -> Canary:
        """Let all new calls take the release on trial; the trial that ends. Raises Unknown, Conflict."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            standing = refuse_change(connection, flow, expected)
            canary = _running(flow, standing)
            move(
                connection, flow, canary.digest, standing, "promote", who=who, why=why, details=_whom(canary)
            )
            return canary

    def stop_trial(self, flow: str, *, who: str, why: str = "", expected: Standing | None = None) -> Canary:
        """Let all new calls take the live release again; the trial that ends. Raises Unknown, Conflict."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            standing = refuse_change(connection, flow, expected)
            canary = _running(flow, standing)
            connection.execute(delete(canaries).where(canaries.c.flow == flow))
            note(
                connection,
                flow,
                "stop",
                canary.digest,
                standing.live,
                who=who,
                why=why,
                details=_whom(canary),
            )
            return canary


def _running(flow: str, standing: Standing) -> Canary:
    if standing.canary is None:
        raise Unknown(
            f"no release of {flow} is on trial", "begin one: `callwright publish FLOW --percent 10`"
        )
    return standing.canary


def _whom(canary: Canary) -> dict[str, object]:
    return {"percent": canary.percent, "callers": canary.callers}


def _put(
    connection: Connection,
    flow: str,
    standing: Standing,
    digest: str,
    percent: float,
    callers: str,
    *,
    who: str,
    why: str,
    details: Mapping[str, object] = NO_DETAILS,
) -> None:
    """Write the trial and its row of the history."""
    whom = {"percent": percent, "callers": callers}
    made = note(
        connection,
        flow,
        "canary",
        standing.live,
        digest,
        who=who,
        why=why,
        details={**details, **whom},
    )
    row = {"digest": digest, **whom, "at": made.at, "who": made.who}
    if standing.canary is None:
        connection.execute(insert(canaries).values(flow=flow, **row))
    else:
        connection.execute(update(canaries).where(canaries.c.flow == flow).values(row))

"""Runs the hang-up handlers of calls whose engine died: one engine of all, once a call."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import NoReturn

from engine.ended import EndedChannel
from engine.events import CallFinished, Logged
from engine.limits import LIMITS
from engine.live.host import Assignment, Desk
from engine.live.keeper import Seal
from engine.live.switches import Switches
from engine.live.waiting import sleep
from engine.position import Position
from engine.runner import run_call
from engine.services.offload import Pool
from engine.store.errors import StoreError, Unknown
from engine.store.journals import CallRow
from engine.store.positions import LOST, Abandoned
from engine.store.store import Store
from engine.store.writer import JournalWriter
from nodes.channel import CallFacts

LOOK_SECONDS = 2.0
SETTLE_SECONDS = 6.0
"""How long a call must have been nobody's at every look: longer than a writer rests that the store kept
waiting (engine/store/writer.py), so that what another engine has done by then is known."""
STORE_SECONDS = 10.0
LONGEST_SECONDS = LIMITS.seconds + 600.0
"""No flow lasts longer: then a call is over if its engine is dead and its switch cannot be asked."""

log = logging.getLogger("callwright.sweeper")


class Sweeper:
    """Brings calls to their end that have lost their engine and their caller."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        journals: JournalWriter,
        switches: Switches,
        seal: Seal,
        pool: Pool,
        *,
        engine: str,
        context: str,
        settle: float = SETTLE_SECONDS,
    ) -> None:
        """`engine` is our id in the store, `context` that in which calls arrive, `pool` asks the store."""
        self._store = store
        self._desk = desk
        self._journals = journals
        self._ledger = journals.ledger(engine)
        self._switches = switches
        self._seal = seal
        self._pool = pool
        self._engine = engine
        self._context = context
        self._settle = settle
        self._since: dict[str, float] = {}
        """Calls that were nobody's at every look, and since when."""
        self._unasked: set[str] = set()
        """Switches that could not be asked when last we tried."""
        self._failing = False

    def watch(self) -> NoReturn:
        """Look again and again, in a greenlet of its own."""
        while True:
            sleep(LOOK_SECONDS)
            try:
                self.look()
            except (StoreError, TimeoutError) as error:
                if not self._failing:
                    log.error("the store fails; calls that lost their engine have to wait: %s", error)
                self._failing = True
            except Exception:
                log.exception("calls that lost their engine could not be looked at")
            else:
                self._failing = False

    def look(self) -> None:
        """Find calls that are nobody's, and bring those to their end whose caller has gone."""
        found = self._pool.run(lambda: self._store.abandoned(LONGEST_SECONDS), STORE_SECONDS)
        now = time.monotonic()
        self._since = {call.call: self._since.get(call.call, now) for call in found}
        for call in self._gone([call for call in found if now - self._since[call.call] >= self._settle]):
            if self._take_over(call):
                try:
                    self._sweep(call)
                except BaseException:
                    # Nobody's again: the next look, of whomever, finds it.
                    self._ledger.left(call.call)
                    raise
                self._ledger.over(call.call)

    def _take_over(self, call: Abandoned) -> bool:
        return self._pool.run(lambda: self._store.take_over(call, self._engine), STORE_SECONDS)

    def _gone(self, calls: list[Abandoned]) -> list[Abandoned]:
        """Those that their switch no longer has. One that cannot be asked may have a caller who talks on."""
        if not calls:
            return []
        exists = self._switches.existing((call.switch, call.call) for call in calls)
        unasked = {call.switch for call in calls if call.call not in exists}
        for switch in sorted(unasked - self._unasked):
            waiting = sum(call.switch == switch for call in calls)
            log.warning(
                "%d calls on switch %s have lost their engine, and it cannot be asked whether their callers "
                "have gone: set live.switch and live.password; `callwright doctor` tries them",
                waiting,
                switch,
            )
        self._unasked = unasked
        return [call for call in calls if not exists.get(call.call, not call.expired)]

    def _sweep(self, call: Abandoned) -> None:
        """Bring one call, which is ours now, to its end."""
        row, t = self._pool.run(lambda: self._known(call.call), STORE_SECONDS)
        if row is not None and row.seconds is None:
            journal = self._journals.journal(call.call)
            try:
                ended = self._handle(call, row, t)
            except Exception:
                log.exception("call %s: its hang-up handler failed", call.call)
                ended = False
            if not ended:
                journal(CallFinished(t, LOST, t))
                log.warning("call %s: its engine died, and it is closed as %s", call.call, LOST)

    def _known(self, call: str) -> tuple[CallRow | None, float]:
        """What the store knows of a call, and how far its journal reaches, in seconds."""
        try:
            row = self._store.call(call)
        except Unknown:
            return None, 0.0
        return row, max((event.t for event in self._store.events(call)), default=0.0)

    def _handle(self, call: Abandoned, row: CallRow, t: float) -> bool:
        """Run the hang-up handler where the call stood; False if it has none, or nobody can tell where."""
        if not call.text:
            return False
        try:
            position = self._seal.open(call.text, call.call)
            position = replace(position, elapsed=max(position.elapsed, t))
        except ValueError as reason:
            log.error("call %s: its hang-up handler cannot run: %s", call.call, reason)
            return False
        facts = CallFacts(call.call, row.caller, called=row.called, context=self._context)
        assignment = self._desk.assign(facts, position)
        if not isinstance(assignment, Assignment):
            return False
        log.info("call %s: its engine died and the caller has gone: its hang-up handler runs here", call.call)
        try:
            self._run(facts, assignment, position)
        finally:
            assignment.close()
        return True

    def _run(self, facts: CallFacts, assignment: Assignment, position: Position) -> None:
        why = "the engine of this call died, and the caller has gone"
        assignment.journal(Logged(position.elapsed, "", "warning", why))
        run_call(
            assignment.release,
            EndedChannel(facts),
            assignment.services,
            assignment.journal,
            line=assignment.line,
            position=position,
            fallback=assignment.fallback,
            languages=assignment.languages,
        )

"""An interactive call as its user sees it: commands go in, notices come out, nothing blocks."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flows.problems import Lang
from flows.release import Release
from simulator.given import Given
from simulator.interactive import notices, state
from simulator.interactive.commands import AnyCommand
from simulator.interactive.helm import Helm
from simulator.track import Track
from simulator.writing.script import WrittenCase

JOIN_SECONDS = 5.0
"""How long `close` waits; a query of a real database may take as long as its node allows."""


class Session:
    """A call of `release` that is driven from outside, and rung again as often as is wanted.

    `tell` is given each notice in order, in a thread of the session's own: it must be quick and raise
    nothing. `given` makes fresh circumstances for each run, or is the same for all. `speed` 1 is real time;
    0 is as fast as it can be, and the call stands still (`held`, reason `caller`) whenever it waits for its
    caller. `hold`: it stands still before its first node.

        with Session(release, print, speed=0) as session:
            session.do(Press(keys="1"))
            session.settle()
    """

    def __init__(
        self,
        release: Release,
        tell: Callable[[notices.Notice], None],
        given: Given | Callable[[], Given] | None = None,
        *,
        speed: float = 1.0,
        hold: bool = False,
    ) -> None:
        fixed = given if isinstance(given, Given) else Given()
        make = given if callable(given) else lambda: fixed
        self._tell = tell
        self._changed = threading.Condition()
        self._sent = self._answered = 0
        self._still = False
        self._closed = False
        self._helm = Helm(release, make, tell, self._note, speed, hold)
        self._thread = threading.Thread(target=self._live, name="callwright-session", daemon=True)

    def __enter__(self) -> Session:
        """Begin to ring."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the call and the session."""
        self.close()

    def start(self) -> None:
        """Begin to ring."""
        self._thread.start()

    def do(self, command: AnyCommand) -> None:
        """Give a command; a notice `done` or `refused` answers it. After `close` it is ignored."""
        with self._changed:
            if self._closed:
                return
            self._sent += 1
        self._helm.inbox.put(command)

    def settle(self, seconds: float = 30.0) -> bool:
        """Wait until every command is answered and the call stands still or is over; whether it does."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self._closed or (self._still and self._sent == self._answered), seconds
            )

    def close(self) -> bool:
        """End the call wherever it is, and the session; whether its thread has ended."""
        with self._changed:
            self._closed = True
        self._helm.inbox.put(None)
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(JOIN_SECONDS)
        return not self._thread.is_alive()

    def case(self, lang: Lang = "en") -> WrittenCase | None:
        """The call that went on last as a case of a call script, once the session is closed."""
        run = self._helm.last
        return None if run is None else state.case(run, "", lang)

    @property
    def track(self) -> Track:
        """What was heard and pressed in the call that goes on or went on last."""
        run = self._helm.last
        return Track() if run is None else run.track

    def _live(self) -> None:
        try:
            self._helm.live()
        except Exception as error:
            self._tell(notices.Broken(error=f"{type(error).__name__}: {error}"))
        finally:
            with self._changed:
                self._closed = True
                self._changed.notify_all()

    def _note(self, answered: int) -> None:
        """The helm answered commands, or the call has come to stand still."""
        with self._changed:
            self._answered += answered
            self._still = bool(self._helm.standing)
            self._changed.notify_all()

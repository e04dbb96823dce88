"""What every verb of a live channel rests on: the state of the call, and errors mapped to its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from engine.live.errors import ConnectionLost, HungUp
from engine.live.executions import Outcome
from engine.live.session import OutboundConnection
from engine.live.variables import set_variable
from nodes.errors import CallEnded


class CallLost(BaseException):
    """The switch took the call away from this engine, or the connection broke; another engine may have it."""


@contextmanager
def mapped() -> Iterator[None]:
    """Turn a hang-up that the wire reports into CallEnded, and a lost connection into CallLost."""
    try:
        yield
    except HungUp as gone:
        raise CallEnded(gone.cause or "NORMAL_CLEARING") from gone
    except ConnectionLost as lost:
        raise CallLost(str(lost)) from lost


class Control:
    """The base of EslChannel."""

    def __init__(self, session: OutboundConnection) -> None:
        """`session` is open (its set-up has been answered)."""
        self.session = session
        self._told = False
        self._released = False
        self.on_away: Callable[[bool], None] = lambda away: None
        """Told when the switch will offer the call to nobody if we die (true), and when it will again."""

    @property
    def up(self) -> bool:
        """Whether the caller is still there, and with us."""
        self.session.settled.wait()
        session = self.session
        return not (session.hung_up or session.superseded or self._released) and session.connected

    def stop_sound(self) -> None:
        """End a sound in the background; what follows would wait behind it."""

    def _check(self) -> None:
        """Raise CallEnded once the caller has gone, CallLost once the call is no longer ours."""
        self.session.settled.wait()
        if self.session.hung_up:
            self._told = True
            raise CallEnded(self.session.cause or "NORMAL_CLEARING")
        if self._released or self.session.disconnecting or not self.session.connected:
            raise CallLost(str(self.session.lost or "the switch has let go of the call"))

    def _over(self, result: Outcome) -> bool:
        """Whether the caller hung up while an application ran. Raises CallLost if the call was taken away."""
        self.session.settled.wait()
        if result.ended == "hangup" or self.session.hung_up:
            return True
        if result.ended == "disconnected" or self.session.superseded:
            raise CallLost("the switch has let go of the call")
        return False

    def _run(self, application: str, argument: str = "", seconds: float | None = None) -> Outcome:
        self._check()
        self.stop_sound()
        with mapped():
            return self.session.execute(application, argument, seconds)

    def _api(self, command: str) -> str:
        with mapped():
            return self.session.api(command)

    def _set(self, variables: Mapping[str, str]) -> None:
        """Set channel variables; those whose value one command for all cannot carry, each by itself."""
        if (resume := variables.get("socket_resume")) is not None:
            self.on_away(resume != "true")
        with mapped():
            for name in [name for name, value in variables.items() if ";" in value]:
                self.session.api(set_variable(self.session.uuid, name, variables[name]))
            self.session.set_variables({n: value for n, value in variables.items() if ";" not in value})

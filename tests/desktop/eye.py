"""What a program shows, as a screen reader learns it: widgets by role and name, with place and text.

Qt tells it over D-Bus (AT-SPI). So a test finds a button where it really is, and only if it has a name.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    DBusErrorResponse,
    MessageType,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

from tests.desktop.processes import children

ROOT = "/org/a11y/atspi/accessible/root"
_A11Y = "org.a11y.atspi."
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")

ENABLED, FOCUSED, SHOWING = 8, 12, 25
"""Numbers of states (AT-SPI's AtspiStateType)."""


@dataclass(frozen=True, slots=True)
class Area:
    """Pixels of the screen."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """The point in the middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def on_screen(self) -> bool:
        """Whether anything of it can be seen: panels behind others lie beyond the screen's left edge."""
        return self.width > 0 and self.height > 0 and self.x + self.width > 0 and self.y + self.height > 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that is shown."""

    path: str
    role: str
    name: str
    area: Area
    states: frozenset[int]

    @property
    def enabled(self) -> bool:
        """Whether it can be used now."""
        return ENABLED in self.states

    @property
    def focused(self) -> bool:
        """Whether it has the keyboard."""
        return FOCUSED in self.states


class Gone(Exception):
    """What was asked about is not shown any more."""


class Eye:
    """Looks at one program by its process id, or at what that one started.

    A thing that goes while it is looked at is not there.
    """

    def __init__(self, bus: str, process: int) -> None:
        self._connection = open_dbus_connection(bus)
        self._process = process
        self._name = ""

    def close(self) -> None:
        """Look no more."""
        self._connection.close()

    @property
    def there(self) -> bool:
        """Whether the program tells what it shows."""
        if not self._name:
            ours = {self._process, *children(self._process)}
            for name in self._ask(_BUS, "ListNames")[0]:
                if name.startswith(":") and self._owner(name) in ours:
                    self._name = name
        return bool(self._name)

    def _owner(self, name: str) -> int:
        try:
            return int(self._ask(_BUS, "GetConnectionUnixProcessID", "s", name)[0])
        except Gone:
            return 0

    # --- looking

    def find(self, role: str, name: str = "", within: Seen | None = None) -> Seen | None:
        """The first thing of that role and name that is shown; a name may go on after the one given."""
        return next(self.all(role, name, within), None)

    def all(self, role: str, name: str = "", within: Seen | None = None) -> Iterator[Seen]:
        """All of them, those of outer things first."""
        for seen in self._walk(within.path if within else ROOT):
            if seen.role == role and seen.name.startswith(name):
                yield seen

    def text(self, seen: Seen) -> str:
        """What stands in a field. Raises Gone."""
        return str(self._call(seen.path, "Text", "GetText", "ii", 0, -1)[0])

    def _walk(self, root: str) -> Iterator[Seen]:
        waiting = deque([root])
        while waiting:
            try:
                children = self._call(waiting.popleft(), "Accessible", "GetChildren")[0]
                found = [seen for _, path in children if (seen := self._seen(path)) is not None]
            except Gone:
                continue
            waiting.extend(seen.path for seen in found)
            yield from found

    def _seen(self, path: str) -> Seen | None:
        """A thing, None if it is not shown."""
        low, high = self._call(path, "Accessible", "GetState")[0]
        states = frozenset(bit for bit in range(64) if (low | high << 32) >> bit & 1)
        if SHOWING not in states:
            return None
        area = Area(*self._call(path, "Component", "GetExtents", "u", 0)[0])
        if not area.on_screen:
            return None
        role = self._call(path, "Accessible", "GetRoleName")[0]
        properties = DBusAddress(path, self._name, "org.freedesktop.DBus.Properties")
        name = self._ask(properties, "Get", "ss", _A11Y + "Accessible", "Name")[0][1]
        return Seen(path, role, name, area, states)

    # --- asking

    def _call(self, path: str, interface: str, verb: str, signature: str = "", *values: object) -> Any:
        return self._ask(DBusAddress(path, self._name, _A11Y + interface), verb, signature, *values)

    def _ask(self, address: DBusAddress, verb: str, signature: str = "", *values: object) -> Any:
        message = new_method_call(address, verb, signature or None, values)
        reply = self._connection.send_and_get_reply(message, timeout=60)
        if reply.header.message_type is MessageType.error:
            raise Gone(str(DBusErrorResponse(reply)))
        return reply.body

"""What `callwright test --live` needs in the switch's dialplan: parties to ring, and calls over SIP."""

from __future__ import annotations

from callwright.live_given import parties

_NUMBERS = "^(callwright-[0-9a-f]{16})$"


def dialplan_text(listen: str = "") -> str:
    """A file for a folder of the dialplan, such as dialplan/default.

    With `listen`, where the tests take their calls, it also leads calls of `--dial` there.
    """
    calls = ""
    if listen:
        calls = (
            '<extension name="callwright-test">'
            f'<condition field="destination_number" expression="{_NUMBERS}">'
            f'<action application="socket" data="{listen} async full"/></condition></extension>\n'
        )
    return f"<include>\n{calls}{parties()}</include>\n"

"""Text from a call as a terminal may show it, and the events of a call in a few words."""

from __future__ import annotations

from typing import Any


def shown(text: str) -> str:
    """`text` without control characters: what a caller or a database sends moves no cursor."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def brief(entry: dict[str, Any]) -> str:
    """An event of the journal in one short line; empty for what the conversation shows already."""
    kind = entry["kind"]
    if kind in _SILENT:
        return ""
    form = _FORMS.get(kind)
    if form is None:
        own = (f"{value}" for name, value in entry.items() if name not in ("kind", "t", "node", "flow"))
        return shown(f"{entry['t']:5.1f} {kind} {' '.join(own)}".rstrip())
    return shown(f"{entry['t']:5.1f} {form.format(**entry)}".rstrip())


_SILENT = frozenset({"heard", "key_pressed", "answered"})

_FORMS = {
    "call_started": "{caller} > {called}",
    "node_entered": "{node} ({type})",
    "node_left": "  {node}.{exit}",
    "node_failed": "  ! {error}: {message}",
    "flow_entered": ">> {flow}",
    "flow_left": "<< {flow} {name}",
    "silence": "  - {seconds:g} s",
    "keys_sent": "  sends {keys}",
    "variable_set": "  {name} = {value}",
    "recorded": "  recorded {seconds:g} s, {ended}",
    "dialled": "  dialled: {ended} {cause}",
    "transferred": "  {target}: {ended}",
    "executed": "  {application}: {ok}",
    "service_used": "  {service} {target}: {outcome}",
    "milestone": "  * {name} {value}",
    "logged": "  {level}: {text}",
    "hung_up": "  {by}: {cause}",
    "call_finished": "= {result}",
}
"""Signs that are one column wide in every terminal; some show arrows and boxes in two."""

"""What the values of a Studio flow are called here: variables for what widgets leave, system variables."""

from __future__ import annotations

from flows.imports.draft import free, identifier
from flows.imports.liquid import paths
from flows.imports.twilio_read import Definition, Widget

SYSTEM = {
    "trigger.call.From": "call.caller",
    "trigger.call.Caller": "call.caller",
    "contact.channel.address": "call.caller",
    "trigger.call.To": "call.called",
    "trigger.call.Called": "call.called",
    "flow.channel.address": "call.called",
    "trigger.call.CallSid": "call.id",
    "trigger.call.CallerName": "call.caller_name",
}
"""Paths that the system answers."""

_OUTPUTS = {
    "gather-input-on-call": {"Digits": "digits"},
    "record-voicemail": {"RecordingSid": "message", "RecordingDuration": "seconds"},
    "connect-call-to": {"DialCallStatus": "status"},
    "make-http-request": {"body": "body", "status_code": "status_code"},
    "run-function": {"body": "body", "status_code": "status_code"},
}
"""What widgets of a type leave, and how a variable for it ends."""

_TELEPHONES = ("call.caller", "call.called")


class Names:
    """The variables that a definition needs, found by looking at every value it uses."""

    def __init__(self, definition: Definition) -> None:
        self._widgets = definition.widgets
        self.used: set[str] = set()
        for widget in definition.widgets.values():
            for text in widget.texts():
                self.used |= paths(text)
        self.variables: dict[str, str] = {}
        """Path to variable."""
        self.inputs: set[str] = set()
        """Variables that whoever calls the flow hands in."""
        for path in sorted(self.used):
            self._declare(path)

    def of(self, path: str) -> str | None:
        """The expression for a path; None if it has no equivalent."""
        return SYSTEM.get(path) or self.variables.get(path)

    def variable(self, path: str) -> str:
        """The variable for a path that a widget sets, declared now if nobody reads it."""
        if path not in self.variables:
            self._add(path, path.rpartition(".")[2])
        return self.variables[path]

    def left_by(self, widget: Widget, output: str) -> str:
        """The variable for what a widget leaves, empty if nobody reads it."""
        return self.variables.get(f"widgets.{widget.name}.{output}", "")

    def parsed(self, widget: Widget) -> dict[str, str]:
        """The parts of an answer that are read somewhere: variable by its path in the answer."""
        start = f"widgets.{widget.name}.parsed."
        return {
            path.removeprefix(start): name for path, name in self.variables.items() if path.startswith(start)
        }

    def reading(self, text: str) -> str:
        """How the value of a `{{ }}` is read out: keys digit by digit, numbers of callers as such."""
        found = paths(text)
        if any(path.endswith(".Digits") for path in found):
            return "digits"
        return "telephone" if any(SYSTEM.get(path) in _TELEPHONES for path in found) else "text"

    def _declare(self, path: str) -> None:
        head, _, rest = path.partition(".")
        if path in SYSTEM:
            return
        if head == "flow" and rest.startswith("variables."):
            self._add(path, rest.removeprefix("variables."))
        elif head == "flow" and rest.startswith("data."):
            self.inputs.add(self._add(path, rest.removeprefix("data.")))
        elif path.startswith("trigger.parent.parameters."):
            self.inputs.add(self._add(path, path.removeprefix("trigger.parent.parameters.")))
        elif head == "widgets":
            name, _, output = rest.partition(".")
            widget = self._widgets.get(name)
            outputs = _OUTPUTS.get(widget.type, {}) if widget else {}
            if output in outputs:
                self._add(path, f"{name}_{outputs[output]}")
            elif widget and "body" in outputs and output.startswith("parsed."):
                self._add(path, f"{name}_{output.removeprefix('parsed.')}")
            elif widget and widget.type == "set-variables":
                self._add(f"flow.variables.{output}", output)

    def _add(self, path: str, words: str) -> str:
        if path not in self.variables:
            made = identifier(words, "value")
            reserved = ("call", "line", "now", "today", "last")
            self.variables[path] = free(made, (*reserved, *self.variables.values()))
        return self.variables[path]

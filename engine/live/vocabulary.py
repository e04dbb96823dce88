"""greenswitch's verbs for a call, each on our own waits: for scripts written in its words."""

from __future__ import annotations

from typing import Protocol

from engine.live.errors import ExecutionTimeout, HungUp, UnsafeText
from engine.live.events import Event
from engine.live.executions import Execution, Outcome


class Runs(Protocol):
    """What the verbs need of the connection they are part of."""

    def start(self, application: str, argument: str = "") -> Execution:
        """Send an application."""

    def finish(self, execution: Execution, timeout: float | None = None) -> Outcome:
        """Wait for an application."""

    def call_command(
        self, app_name: str, app_args: str = "", block: bool = False, response_timeout: float | None = None
    ) -> Event | None:
        """Run an application, as Vocabulary does."""


class Vocabulary:
    """The blocking verbs of greenswitch's OutboundSession. All raise HungUp, ConnectionLost, UnsafeText."""

    def call_command(
        self: Runs,
        app_name: str,
        app_args: str = "",
        block: bool = False,
        response_timeout: float | None = None,
    ) -> Event | None:
        """Run an application; with `block` wait for its end and return the completion.

        Raises ExecutionTimeout after `response_timeout` seconds.
        """
        execution = self.start(app_name, app_args)
        if not block:
            if execution.reply is not None:
                execution.reply.accepted()
            return None
        outcome = self.finish(execution, response_timeout)
        if outcome.ended == "deadline":
            raise ExecutionTimeout(f"{app_name!r} was still running after {response_timeout:g} s")
        if outcome.ended != "complete":
            raise HungUp(outcome.get("Hangup-Cause"))
        return outcome.event

    def answer(self: Runs) -> None:
        """Answer the call and wait until it is."""
        self.call_command("answer", block=True)

    def park(self: Runs) -> None:
        """Park the call."""
        self.call_command("park")

    def playback(self: Runs, path: str, block: bool = True) -> Event | None:
        """Play a sound file."""
        return self.call_command("playback", path, block)

    def bridge(
        self: Runs, args: str, block: bool = True, response_timeout: float | None = None
    ) -> Event | None:
        """Ring another leg and join it; `args` is a dial string, never text from outside."""
        return self.call_command("bridge", args, block, response_timeout)

    def say(
        self: Runs,
        module_name: str = "en",
        lang: str | None = None,
        say_type: str = "NUMBER",
        say_method: str = "pronounced",
        gender: str = "FEMININE",
        text: str = "",
        block: bool = True,
        response_timeout: float | None = 30,
    ) -> Event | None:
        """Read a value out with a `say` module of the switch."""
        module = f"{module_name}:{lang}" if lang else module_name
        arguments = _words(module, say_type, say_method, gender, text)
        return self.call_command("say", arguments, block, response_timeout)

    def play_and_get_digits(
        self: Runs,
        min_digits: int,
        max_digits: int,
        max_attempts: int,
        timeout: int,
        terminators: str,
        prompt_file: str,
        error_file: str = "silence_stream://1",
        variable: str = "digits",
        digits_regex: str = r"\d+",
        digit_timeout: int | None = None,
        transfer_on_fail: str | None = None,
        block: bool = True,
        response_timeout: float | None = 30,
    ) -> str | None:
        """Play a prompt and collect keys; times in milliseconds.

        The switch's result lies at times: a time-out with enough digits, success with none of the pattern's.
        """
        fixed = (min_digits, max_digits, max_attempts, timeout, terminators or "''", prompt_file)
        words = [*map(str, fixed), error_file, variable, digits_regex]
        if digit_timeout is not None or transfer_on_fail is not None:
            words.append(str(timeout if digit_timeout is None else digit_timeout))
        if transfer_on_fail is not None:
            words.append(transfer_on_fail)
        event = self.call_command("play_and_get_digits", _words(*words), block, response_timeout)
        return event.variable(variable) if event is not None else None


def _words(*words: str) -> str:
    """Arguments parted by blanks. Raises UnsafeText if one is empty or would become two."""
    for word in words:
        if not word or any(character.isspace() for character in word):
            raise UnsafeText(f"{word!r} cannot be one of several arguments parted by blanks")
    return " ".join(words)

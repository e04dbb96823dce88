"""Reads a file of call scripts (`*.calls.yaml`): cases ready to be played, every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator import grammar
from simulator.circumstances import circumstances
from simulator.errors import ScriptError, ScriptProblem
from simulator.given import Given
from simulator.steps import (
    PACE,
    REACTION,
    HangUp,
    Hear,
    Match,
    Never,
    Press,
    Say,
    Silence,
    Step,
    Wait,
    keys_to_steps,
)
from simulator.yaml_lines import Located, Place, read_yaml

SPEECH_MS = 250
"""Milliseconds that a word or a Chinese character takes a caller to say."""


@dataclass(frozen=True, slots=True)
class CallCase:
    """One call script: where it stands, its circumstances, the caller's steps, what must be true after.

    `shared` holds for every case of the file, `given` for this one and before it.
    """

    name: str
    file: str
    line: int
    expect_line: int
    shared: grammar.GivenRow
    given: grammar.GivenRow
    steps: tuple[Step, ...]
    expect: grammar.Expected

    def circumstances(self, base: Given) -> Given:
        """What the call is given: what the script says, and `base` for what it does not."""
        return circumstances(self.given, circumstances(self.shared, base, shared=True))


def read_script(path: Path) -> tuple[CallCase, ...]:
    """The cases of the file at `path`. Raises ScriptError with all problems; OSError if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScriptError([ScriptProblem(str(path), 0, f"is not UTF-8 text: {error.reason}")]) from error
    return parse_script(text, str(path))


def parse_script(text: str, file: str) -> tuple[CallCase, ...]:
    """The cases in `text`; `file` names it in messages. Raises ScriptError."""
    located = read_yaml(text, file, grammar.WORDS, grammar.TABLES, grammar.KEYED)
    try:
        script = grammar.Script.model_validate(located.data)
    except ValidationError as error:
        raise ScriptError([_problem(located, detail) for detail in error.errors()]) from error
    problems: list[ScriptProblem] = []
    cases = [_case(script, case, n, located, problems) for n, case in enumerate(script.cases)]
    problems.extend(_twice(cases))
    if problems:
        raise ScriptError(sorted(problems, key=lambda problem: problem.line))
    return tuple(cases)


def _problem(located: Located, detail: ErrorDetails) -> ScriptProblem:
    place: Place = ()
    for part in detail["loc"]:
        if (*place, part) in located.lines:
            place = (*place, part)
    message = re.sub(r"^Value error, ", "", detail["msg"])
    extra = detail["type"] == "extra_forbidden"
    name = ".".join(str(part) for part in place)
    if extra:
        message = f"'{detail['loc'][-1]}' is not known here"
    elif detail["type"] == "missing":
        message = f"'{detail['loc'][-1]}' is missing"
    return ScriptProblem(located.file, located.line(place), f"{name}: {message}" if name else message)


def _twice(cases: Sequence[CallCase]) -> list[ScriptProblem]:
    first: dict[str, int] = {}
    problems = []
    for case in cases:
        if case.name in first:
            message = (
                f"the case '{case.name}' stands in line {first[case.name]} already: give it another name"
            )
            problems.append(ScriptProblem(case.file, case.line, message))
        first.setdefault(case.name, case.line)
    return problems


def _case(
    script: grammar.Script, case: grammar.Case, number: int, located: Located, problems: list[ScriptProblem]
) -> CallCase:
    place: Place = ("cases", number)
    steps: tuple[Step, ...] = ()
    if case.keys is not None:
        line = located.line((*place, "keys"))
        try:
            steps = tuple(replace(step, line=line) for step in keys_to_steps(case.keys))
        except ValueError as error:
            problems.append(ScriptProblem(located.file, line, str(error)))
    else:
        steps = tuple(_step(step, located.line((*place, "steps", n))) for n, step in enumerate(case.steps))
    return CallCase(
        case.name,
        located.file,
        located.line(place),
        located.line((*place, "expect")),
        script.given,
        case.given,
        steps,
        case.expect,
    )


def _step(step: grammar.AnyStep, line: int) -> Step:
    match step:
        case grammar.HearStep():
            return Hear(_match(step.hear), line)
        case grammar.NeverStep():
            return Never(_match(step.never), line)
        case grammar.PressStep():
            during = _match(step.during) if step.during else None
            after = step.after if step.after is not None else 0.0 if step.at_once else REACTION
            pace = step.pace if step.pace is not None else PACE
            return Press(step.press, during, after, pace, step.at_once, line=line)
        case grammar.SayStep():
            return _say(step, line)
        case grammar.WaitStep():
            return Wait(step.wait, line)
        case grammar.SilenceStep():
            return Silence(line)
        case grammar.HangUpStep():
            during = _match(step.during) if step.during else None
            return HangUp(during, step.after, step.waiting, line)


def _say(step: grammar.SayStep, line: int) -> Say:
    text = step.say if isinstance(step.say, str) else ""
    usual = len(re.findall(r"[\u2e80-\uffff]|[^\W\u2e80-\uffff]+", text)) * SPEECH_MS / 1000
    seconds = step.say if isinstance(step.say, float) else step.seconds or usual
    return Say(seconds, text, step.after, line)


def _match(words: grammar.Words) -> Match:
    return Match(words.part, words.whole, words.pattern, words.sound)

"""Turns what a call script says under `given` into the circumstances of a call."""

from __future__ import annotations

from dataclasses import replace

from nodes.call import LineFacts
from nodes.channel import CallFacts
from simulator import grammar
from simulator.given import Given
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer, HttpAnswer
from simulator.switch import Answer, Refusal


def circumstances(row: grammar.GivenRow, base: Given, *, shared: bool = False) -> Given:
    """What `row` says, and `base` for what it does not; its prepared answers come before those of `base`.

    `shared`: what is prepared serves several calls.
    """
    if not row.model_fields_set:
        return base
    facts = base.facts
    world = replace(
        base.world,
        database_answers=(*_database(row, shared), *base.world.database_answers),
        http_answers=(*_http(row, shared), *base.world.http_answers),
        calendar_states={**base.world.calendar_states, **row.calendars},
        first_numbers={**base.world.first_numbers, **row.numbers},
        seed=row.seed if "seed" in row.model_fields_set else base.world.seed,
    )
    return replace(
        base,
        facts=CallFacts(
            facts.id,
            facts.caller if row.caller is None else row.caller,
            facts.caller_name if row.caller_name is None else row.caller_name,
            facts.called if row.called is None else row.called,
            facts.context,
            {**facts.headers, **row.headers},
        ),
        line=LineFacts(**row.line.model_dump()) if row.line else base.line,
        now=row.now or base.now,
        values={**base.values, **row.variables},
        world=world,
        legs=(*(Leg(**leg.model_dump(), shared=shared, line=leg.line) for leg in row.legs), *base.legs),
        answers=(*map(_answer, row.applications), *base.answers),
        refusals=(*(Refusal(**refusal.model_dump()) for refusal in row.transfers), *base.refusals),
        unwritable={**base.unwritable, **row.unwritable},
    )


def _answer(row: grammar.ApplicationRow) -> Answer:
    return Answer(row.name, row.argument, row.ok, row.response, row.seconds)


def _database(row: grammar.GivenRow, shared: bool) -> list[DatabaseAnswer]:
    return [
        DatabaseAnswer(connection, **dict(answer), shared=shared, line=answer.line)
        for connection, answers in row.database.items()
        for answer in answers
    ]


def _http(row: grammar.GivenRow, shared: bool) -> list[HttpAnswer]:
    return [
        HttpAnswer(connection, **dict(answer), shared=shared, line=answer.line)
        for connection, answers in row.http.items()
        for answer in answers
    ]

"""Which problems have a quick fix: a table from code to what finds its fixes."""

from __future__ import annotations

from collections.abc import Mapping

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems import (
    name_fixes,
    outside_fixes,
    prompt_fixes,
    row_fixes,
    sql_fixes,
    value_fixes,
    wire_fixes,
)
from flowdesigner.problems.fix import Fix, Fixer
from flowdesigner.problems.found import values
from flows.problems import Problem

FIXERS: Mapping[str, Fixer] = {
    "CW122": name_fixes.name_of_file,
    "CW201": name_fixes.type_meant,
    "CW202": outside_fixes.value_missing,
    "CW203": value_fixes.bad_value,
    "CW204": name_fixes.parameter_unknown,
    "CW205": value_fixes.other_form,
    "CW206": row_fixes.exit_taken,
    "CW207": row_fixes.objection,
    "CW208": wire_fixes.enable,
    "CW303": name_fixes.variable_unknown,
    "CW304": name_fixes.system_variable_meant,
    "CW305": name_fixes.variable_unknown,
    "CW306": value_fixes.unset,
    "CW307": name_fixes.variable_unneeded,
    "CW309": name_fixes.first_value,
    "CW310": name_fixes.variable_unneeded,
    "CW401": wire_fixes.start,
    "CW402": wire_fixes.exit_to_nowhere,
    "CW403": wire_fixes.exit_open,
    "CW404": wire_fixes.exit_unknown,
    "CW405": wire_fixes.unreachable,
    "CW406": wire_fixes.dead_end,
    "CW408": wire_fixes.handler_to_nowhere,
    "CW411": outside_fixes.flow_unknown,
    "CW412": name_fixes.return_missing,
    "CW413": name_fixes.return_unneeded,
    "CW414": row_fixes.row_unneeded,
    "CW415": row_fixes.input_missing,
    "CW416": row_fixes.row_unneeded,
    "CW501": prompt_fixes.language_missing,
    "CW502": prompt_fixes.first_attempt,
    "CW503": outside_fixes.sound_unknown,
    "CW505": prompt_fixes.bare_value,
    "CW506": prompt_fixes.bare_digits,
    "CW507": prompt_fixes.reading_meant,
    "CW508": prompt_fixes.nothing_said,
    "CW601": outside_fixes.connection_unknown,
    "CW602": outside_fixes.connection_of_kind,
    "CW603": outside_fixes.calendar_unknown,
    "CW604": row_fixes.row_unneeded,
    "CW605": sql_fixes.pasted,
    "CW606": sql_fixes.in_quotes,
}


def fixes_of(document: FlowDocument, problem: Problem) -> list[Fix]:
    """The quick fixes of a problem of a document, the likeliest first."""
    fixer = FIXERS.get(problem.code)
    return list(fixer(document, problem, values(problem))) if fixer else []

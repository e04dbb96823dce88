"""Every code has its smallest bad flow, its words in both languages, and its heading in the docs."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from flows.codes.table import Code, all_codes
from flows.diagnostics import page
from tests.flows import golden, made

CODES = all_codes()


def _named(path: Path) -> str:
    return path.name.removesuffix(golden.SUFFIX).partition("-")[0]


@pytest.mark.parametrize("path", golden.case_files(), ids=lambda path: path.name.removesuffix(golden.SUFFIX))
def test_a_case_has_the_problem_of_its_name(path: Path) -> None:
    """`CW407-jump` has CW407; a good one has none."""
    found = {problem.code for problem in golden.said(path)}
    assert _named(path) in found or (_named(path) == "good" and not found)


def test_all_that_is_said_about_the_cases_is_as_expected() -> None:
    """Written anew by `python -m tests.flows.golden`; look at the difference before committing it."""
    assert golden.EXPECTED.read_text(encoding="utf-8") == golden.golden()


def test_the_page_of_docs_is_not_stale() -> None:
    """Written anew by `python -m tests.flows.golden`."""
    assert golden.PAGE.read_text(encoding="utf-8") == golden.diagnostics()


def test_every_code_has_a_case() -> None:
    """A file where a file can hold it, else one made by tests/flows/made.py."""
    assert {_named(path) for path in golden.case_files()} - {"good"} | set(made.MADE) == set(CODES)


def test_every_code_has_a_heading() -> None:
    """In the page, whether or not an example can be shown."""
    headings = re.findall(r"^## (CW\d{3}) ", golden.PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == list(CODES)
    assert re.findall(r"^## (CW\d{3}) ", page({}), re.MULTILINE) == list(CODES)


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_words_are_there_in_both_languages(code: Code) -> None:
    """The message has the same places in both; there is a cure, and why."""
    places = [
        {field for _, field, _, _ in string.Formatter().parse(words) if field} for words in (code.zh, code.en)
    ]
    assert places[0] == places[1]
    assert re.search("[一-鿿]", code.zh) or code.zh.startswith("{")
    assert not re.search("[一-鿿]", code.en + code.why + code.title)
    assert all((code.zh, code.en, code.cure_zh, code.cure_en, code.why, code.title))
    assert code.severity in ("error", "warning")


@pytest.mark.parametrize("code", made.MADE, ids=list(made.MADE))
def test_what_no_file_can_hold_is_made(code: str, tmp_path: Path) -> None:
    """Too large, too deep, not there: the code, a line where one has meaning, and words in both languages."""
    found = [problem for problem in made.MADE[code](tmp_path) if problem.code == code]
    assert found
    assert all(problem.zh and problem.en and "{" not in problem.zh + problem.en for problem in found)

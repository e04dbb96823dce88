"""Texts and values are joined as the database of the connection joins them."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowdesigner.document.desk import open_document
from flowdesigner.problems.fixes import fixes_of
from flows.write import save
from tests.flowdesigner.problems.test_fixes import flow, problem_of, query

QUOTED = "SELECT 1 FROM a WHERE b LIKE '%:no%' AND c = ':no'"


@pytest.mark.parametrize(
    ("url", "joined"),
    [
        ("sqlite:///cases.sqlite", "'%' || :no || '%'"),
        ("postgresql+psycopg://host/cases", "'%' || :no || '%'"),
        ("mysql+pymysql://host/cases", "CONCAT('%', :no, '%')"),
        ("MariaDB://host/cases", "CONCAT('%', :no, '%')"),
        ("", "'%' || :no || '%'"),
    ],
)
def test_a_value_is_taken_out_of_the_quotes(url: str, joined: str, tmp_path: Path, qapp: object) -> None:
    (tmp_path / "callwright.toml").write_text(f'[connections.cases]\nurl = "{url}"\n', encoding="utf-8")
    file = tmp_path / "fix.flow.xml"
    save(flow(query(QUOTED, {"name": "no", "value": "'1'"})), file)
    document = open_document(file)
    problem = problem_of(document, "CW606")
    assert problem is not None
    fixes_of(document, problem)[0].run()
    written = document.flow.nodes["a"].params["sql"]
    assert written == f"SELECT 1 FROM a WHERE b LIKE {joined} AND c = :no"
    assert problem_of(document, "CW606") is None

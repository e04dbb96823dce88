"""The generated pages of docs/ are as the program is now."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def docs(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script that writes them."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("docs")


def test_no_page_is_stale(docs: Any) -> None:
    assert docs.stale() == [], "run python scripts/docs.py"


def test_a_stale_page_is_named(
    docs: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "DOCS", tmp_path)
    assert docs.main(["--check"]) == 1
    assert "docs/nodes.md is stale: run python scripts/docs.py" in capsys.readouterr().err
    assert docs.main([]) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(docs.PAGES)
    assert docs.main(["--check"]) == 0
    (tmp_path / "nodes.md").write_text("old", encoding="utf-8")
    assert docs.stale() == ["docs/nodes.md"]


def test_every_type_and_word_is_on_its_page(docs: Any) -> None:
    from nodes.facts import SYSTEM
    from nodes.language.vocabulary import FILTERS, FUNCTIONS, TESTS
    from nodes.registry import node_types

    page = docs.nodes_page()
    for type_id, cls in node_types().items():
        assert f"### {type_id}\n" in page
        assert cls.help_zh in page
        assert cls.zh in page
    page = docs.language_page()
    words = [*FILTERS.values(), *TESTS.values(), *FUNCTIONS.values()]
    for written in [*(one.path for one in SYSTEM), *(word.usage.replace("|", "\\|") for word in words)]:
        assert f"| `{written}` |" in page

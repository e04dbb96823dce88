"""The user guide and the window: its menus are there in both languages, and its small flow can be drawn."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flowdesigner.words.say import speak
from flowdesigner.words.tongue import Tongue

if TYPE_CHECKING:
    from flowdesigner.window.main import MainWindow

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
TONGUES: dict[str, Tongue] = {"zh": "zh_CN", "en": "en"}


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts of the guide can be imported."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))


def plain(text: str) -> str:
    """What is read of a title of Qt: no keys, no letter for Alt."""
    return text.partition("\t")[0].partition("(&")[0].replace("&", "")


@pytest.mark.parametrize("lang", TONGUES)
def test_every_menu_of_the_guide_is_in_the_window(window: MainWindow, lang: str) -> None:
    speak(TONGUES[lang])
    there = {
        f"{plain(menu.title())} > {plain(action.text())}"
        for menu in window.menus.values()
        for action in menu.actions()
    }
    pages: Any = importlib.import_module("guide_pages")
    said = {
        words for page in pages.pages(GUIDE, lang) for words in pages.screen_words(page) if " > " in words
    }
    assert len(said) > 25 and sorted(said - there) == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", TONGUES)
def test_ten_minutes_give_the_flow_of_the_guide(window: MainWindow, lang: str, tmp_path: Path) -> None:
    speak(TONGUES[lang])
    hand, small = importlib.import_module("guide_hand"), importlib.import_module("guide_small")
    window.begin([])
    window.resize(*hand.USUAL)
    small.draw(hand.Hand(window, lang, None))
    document = window.workspace.document
    assert document is not None and window.workspace.problems_of(document) == ()
    document.save_as(tmp_path / "small.flow.xml")
    assert (tmp_path / "small.flow.xml").read_bytes() == (GUIDE / lang / "small.flow.xml").read_bytes()


@pytest.mark.parametrize("lang", TONGUES)
def test_the_sheet_of_keys_is_as_the_window_has_them(window: MainWindow, lang: str) -> None:
    speak(TONGUES[lang])
    hand, pages = importlib.import_module("guide_hand"), importlib.import_module("guide_window")
    written = (GUIDE / lang / "keys.md").read_text(encoding="utf-8")
    assert written == pages.sheet(hand.Hand(window, lang, None)), "run python scripts/guide.py --keys"

"""What the pages of docs/guide hold: pictures, links, headings, words of the screen, commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

LANGS = ("zh", "en")
LARGEST = 4_000_000
"""Bytes of all pictures together."""

_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
_BLOCK = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`]*`")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def pages(guide: Path, lang: str) -> list[Path]:
    """The pages in a language, by name."""
    return sorted((guide / lang).glob("*.md"))


def prose(page: Path) -> str:
    """A page without its blocks of commands."""
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))


def screen_words(page: Path) -> list[str]:
    """What stands on the screen, as the page says: everything bold."""
    return _BOLD.findall(_CODE.sub("", prose(page)))


def commands(page: Path) -> list[str]:
    """Every command line of Callwright on the page."""
    text = page.read_text(encoding="utf-8")
    blocks = [line.strip() for block in _BLOCK.findall(text) for line in block.splitlines()]
    inline = [code.strip("`") for code in _CODE.findall(prose(page))]
    return [each for each in (*blocks, *inline) if each.startswith("callwright ")]


def headings(page: Path) -> list[tuple[int, str]]:
    """The headings, each with its depth."""
    return [(len(marks), words) for marks, words in _HEADING.findall(prose(page))]


def anchor(heading: str) -> str:
    """What a heading is called in a link to it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def faults(guide: Path) -> list[str]:
    """Everything that is amiss; empty if the guide is whole."""
    return [*_pictures(guide), *_links(guide), *_structure(guide)]


def _pictures(guide: Path) -> Iterator[str]:
    total = 0
    for lang in LANGS:
        shown = {
            (page.parent / name).resolve()
            for page in pages(guide, lang)
            for name in _PICTURE.findall(prose(page))
        }
        there = {path.resolve() for path in (guide / lang / "images").glob("*")}
        total += sum(path.stat().st_size for path in there)
        yield from (
            f"{lang}/images/{path.name} is missing: run scripts/guide.py" for path in sorted(shown - there)
        )
        yield from (f"{lang}/images/{path.name} is shown on no page" for path in sorted(there - shown))
    if total > LARGEST:
        yield f"the pictures have {total} bytes, more than {LARGEST}"


def _links(guide: Path) -> Iterator[str]:
    for lang in LANGS:
        for page in pages(guide, lang):
            for link in _LINK.findall(prose(page)):
                if "://" in link:
                    continue
                name, _, place = link.partition("#")
                target = (page.parent / name) if name else page
                if not target.is_file():
                    yield f"{lang}/{page.name}: {link} leads nowhere"
                elif place and place not in {anchor(words) for _, words in headings(target)}:
                    yield f"{lang}/{page.name}: {link} names no heading"


def _structure(guide: Path) -> Iterator[str]:
    names = {lang: [page.name for page in pages(guide, lang)] for lang in LANGS}
    for name in sorted(set(names["zh"]) ^ set(names["en"])):
        yield f"{name} is there in one language only"
    for name in names["zh"]:
        if name not in names["en"]:
            continue
        shapes = [_shape(guide / lang / name) for lang in LANGS]
        if shapes[0] != shapes[1]:
            yield f"{name} has other headings, pictures or commands in one language than in the other"


def _shape(page: Path) -> tuple[list[int], list[str], list[str]]:
    """What is the same in every language: depths of headings, pictures, the words that begin commands."""
    pictures = _PICTURE.findall(prose(page))
    words = [" ".join(each.split()[:2]) for each in commands(page)]
    return [depth for depth, _ in headings(page)], pictures, words

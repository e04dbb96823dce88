"""Speaks all that the sample line says into its folder sounds/packed; only what is new is spoken.

    python scripts/sample_sounds.py            render; needs the extra [speech]
    python scripts/sample_sounds.py --list     print the sentences, language<TAB>text

The sentences are the fixed words of its flows, the words in its database, and the whole sentences that its
call scripts hear about what is in the database.
"""

import argparse
import re
import runpy
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from callwright.settings import load
from engine.services.calendars import calendars_from
from engine.services.database import DatabaseConnection, Databases
from flows.compiler import compile_flow
from flows.release import Release
from nodes.clips import Clip, Part
from simulator.cases import play_case
from simulator.given import Given
from simulator.script import read_script
from simulator.services import World
from simulator.speech import SimSpeech

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "flows" / "library" / "hotline-12345"
MAIN = FOLDER / "flows" / "hotline-12345.flow.xml"
WORDS = (
    "SELECT name, name_en FROM departments",
    "SELECT name, name_en FROM categories",
    "SELECT title, title_en FROM announcements",
    "SELECT detail, detail_en FROM announcements",
    "SELECT answer, answer_en FROM complaints WHERE answer IS NOT NULL",
)
_NUMBERED = re.compile("^(YX|TS|[YT] [XS])")
"""A number is another one in each call: it is put together of segments."""

Line = tuple[str, str]
"""A language and what is said in it."""


class Listener(SimSpeech):
    """Remembers every sentence that a call says, with its language."""

    def __init__(self) -> None:
        self.heard: set[Line] = set()

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        """As in any simulated call."""
        clips = super().clips(parts, language, voice)
        self.heard.update((language, clip.text) for clip in clips if clip.kind == "speech")
        return clips


def lines() -> list[Line]:
    """Every sentence, each once, Chinese first."""
    release = compile_flow(MAIN).release
    if release is None:
        raise SystemExit(f"{MAIN} has errors: callwright check {MAIN}")
    with tempfile.TemporaryDirectory() as scratch:
        database = Path(scratch) / "hotline.sqlite"
        runpy.run_path(str(FOLDER / "data" / "make_database.py"))["ensure"](database)
        found = {(phrase.language, phrase.text) for phrase in release.phrases}
        found.update(_in_database(database))
        found.update(_heard(release, database))
    return sorted(found, key=lambda line: (line[0] == "en", line))


def _in_database(database: Path) -> Iterator[Line]:
    with closing(sqlite3.connect(database)) as connection:
        for statement in WORDS:
            for chinese, english in connection.execute(statement):
                yield "zh-CN", chinese
                yield "en", english


def _heard(release: Release, database: Path) -> Iterator[Line]:
    """What the call scripts hear, but for sentences that no other call will hear again."""
    listener = Listener()
    calendars = calendars_from(load(str(FOLDER / "callwright.toml")).calendars)
    databases = Databases({"hotline": DatabaseConnection(f"sqlite:///{database}")})
    given = Given(world=World(database=databases, calendars=calendars, speech=listener))
    for script in sorted(MAIN.parent.glob("*.calls.yaml")):
        for case in read_script(script):
            play_case(release, case, given)
    databases.close()
    return (line for line in listener.heard if not _NUMBERED.match(line[1]))


def main() -> int:
    """Prints or renders; the exit status of the renderer."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", action="store_true", help="only print the sentences")
    text = "".join(f"{language}\t{said}\n" for language, said in lines())
    if parser.parse_args().list:
        sys.stdout.write(text)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "lines.tsv"
        file.write_text(text, encoding="utf-8")
        render = [sys.executable, str(ROOT / "scripts" / "render_sounds.py"), str(file)]
        return subprocess.run([*render, "-o", str(FOLDER / "sounds" / "packed")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

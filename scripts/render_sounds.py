"""Renders sounds into packs that ship: the product's own, or the phrases of a file into a folder.

    python scripts/render_sounds.py                         sounds/builtin/*.zip from sounds/builtin/*.txt
    python scripts/render_sounds.py lines.tsv -o packed/    packed/zh.zip, packed/en.zip ...

A line of the file is `language<TAB>text`, with a further `<TAB>name` if the sound has a name. Only what is
not in a pack yet is spoken; what is asked for no more is dropped from it. Needs the extra [speech].
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sounds.engines.choice import Engines
from sounds.errors import SoundError
from sounds.phrases import Phrase
from sounds.render import by_language, own_phrases, read_lines, render, render_tones
from sounds.settings import BUILTIN, SoundSettings
from sounds.tones import beep


def main() -> int:
    """Renders and prints what was made; 1 if a phrase failed, 2 if the arguments are wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lines", nargs="?", type=Path, help="file of phrases; none: the product's own sounds")
    parser.add_argument("-o", "--out", type=Path, help="folder of the packs")
    parser.add_argument("--lexicon", type=Path, help="file word=pin1 yin1 for the Chinese voice")
    given = parser.parse_args()
    if (given.lines is None) != (given.out is None):
        parser.error("give a file and -o FOLDER, or neither")
    try:
        return _render_all(given.lines, given.out or BUILTIN, given.lexicon)
    except SoundError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _render_all(lines: Path | None, out: Path, lexicon: Path | None) -> int:
    """Renders each language into its pack."""
    if lines is None:
        wanted = {"zh-CN": own_phrases("zh-CN"), "en": own_phrases("en")}
        render_tones({"beep": beep()}, out / "tones.zip")
    else:
        wanted = by_language(read_lines(lines))
    status = 0
    with tempfile.TemporaryDirectory() as scratch:
        settings = SoundSettings(recorded=Path(scratch), cache=Path(scratch), lexicon=lexicon)
        engines = Engines(settings)
        for language, phrases in wanted.items():
            began = time.monotonic()
            pack = out / f"{language}.zip"
            report = render(engines, phrases, pack, _progress)
            print(
                f"\r{pack}: {len(report.built)} made, {len(report.reused)} kept, "
                f"{len(report.failed)} failed, "
                f"{pack.stat().st_size:,} bytes, {time.monotonic() - began:.0f} s"
            )
            for phrase, reason in report.failed:
                print(f"  {phrase.text}: {reason}", file=sys.stderr)
                status = 1
    return status


def _progress(done: int, total: int, phrase: Phrase) -> None:
    print(f"\r{done}/{total}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Makes the pictures and the sheet of keys of docs/guide by driving the real designer, shown nowhere.

python scripts/guide.py                  everything, in Chinese and English; a few minutes
python scripts/guide.py --only trace,sql some scenes, by their names
python scripts/guide.py --keys           the sheet of keys only; seconds
python scripts/guide.py --check          make nothing: say which pictures are missing, which nobody shows

It also writes the small flow that it draws on the way, docs/guide/*/small.flow.xml. The pictures are
made with the font Noto Sans CJK (Debian: fonts-noto-cjk); others give other ones.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
LANGS = {"zh": "zh_CN", "en": "en"}
SCREEN = {"name": "guide", "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
"""The screen that Qt is to believe in."""


def main(words: list[str] | None = None) -> int:
    """Do what the command line says; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="make nothing; fail if something is missing")
    parser.add_argument("--keys", action="store_true", help="only the sheet of keys, keys.md")
    parser.add_argument("--only", metavar="NAMES", default="", help="only these scenes, parted by commas")
    parser.add_argument("--to", type=Path, default=GUIDE, metavar="FOLDER", help="where they go; docs/guide")
    parser.add_argument("--lang", choices=tuple(LANGS), help="one language, in this process")
    chosen = parser.parse_args(words)
    if chosen.check:
        from guide_pages import faults

        found = faults(GUIDE)
        print("\n".join(found) or "docs/guide is whole", file=sys.stderr if found else sys.stdout)
        return 1 if found else 0
    if chosen.lang:
        return make(chosen.lang, chosen.to, chosen.only, chosen.keys)
    # A process for each language: nothing of one stays for the other.
    more = ["--to", str(chosen.to), "--only", chosen.only, *(["--keys"] if chosen.keys else [])]
    return max(_apart(lang, more) for lang in LANGS)


def _apart(lang: str, more: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        screens = Path(folder) / "screens.json"
        screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        own = {
            "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
            "QT_LOGGING_RULES": "qt.qpa.*=false",
            "CALLWRIGHT_RECOVERY": str(Path(folder) / "state" / "recovery"),
            "XDG_CONFIG_HOME": folder,
            "XDG_DATA_HOME": folder,
            "TZ": "Asia/Shanghai",
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, __file__, "--lang", lang, *more]
        return subprocess.run(command, env={**os.environ, **own}, check=False).returncode


def make(lang: str, to: Path, only: str, keys: bool) -> int:
    """All pictures in one language, in a process whose environment is ready."""
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    from flowdesigner.start import forget_clipboard
    from flowdesigner.theme import dress
    from flowdesigner.words.qt import QtWords
    from flowdesigner.words.say import speak

    application = QApplication(["callwright designer"])
    dress(application, "light")
    QtWords(application)
    application.setCursorFlashTime(0)  # A cursor that blinks makes two pictures of one.
    speak(LANGS[lang])  # type: ignore[arg-type]
    from guide_scenes import play, write_keys

    with tempfile.TemporaryDirectory() as folder:
        if keys:
            write_keys(lang, to / lang)
        else:
            play(lang, to / lang, Path(folder), only)
        forget_clipboard(application)
    sys.stdout.flush()
    # What the windows left behind is nobody's any more.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())

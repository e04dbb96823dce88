"""What people recorded: sounds by name, and for the texts that stand in a small file beside them."""

import hashlib
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from sounds.cache import Cache
from sounds.errors import LibraryError
from sounds.language import first_part
from sounds.phrases import Phrase, canonical

TEXTS = "texts.txt"
"""In each language's folder: `name = text`, the text that the recording `name` speaks."""

ENDINGS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
"""Kinds of files; only WAV is played as it is, others are converted once."""

_NAME = re.compile(r"[\w][\w.-]*(/[\w][\w.-]*)*")
_ALIKE = 0.6


class Recorded:
    """The recordings under `folder/<language>/`; `cache` keeps those that had to be converted."""

    def __init__(self, folder: Path, cache: Cache) -> None:
        self.folder = folder
        self._cache = cache
        self._texts: dict[Path, tuple[int, dict[str, str]]] = {}

    def folders(self, language: str) -> list[Path]:
        """Where a language's recordings may be: under its full name, then under its first part."""
        names = dict.fromkeys([language, language.replace("_", "-"), first_part(language)])
        return [self.folder / name for name in names if name and _NAME.fullmatch(name)]

    def find(self, name: str, language: str) -> Path | None:
        """The recording of that name, ready to be played.

        Raises LibraryError for a name that is none ('../x'), AudioError for a file that cannot be converted.
        """
        if not _NAME.fullmatch(name) or len(name) > 200:
            raise LibraryError(f"{name[:60]!r} is no name of a sound", "use letters, digits, - _ . and /")
        bare = name.removesuffix(".wav")
        for folder in self.folders(language):
            for ending in ENDINGS:
                path = folder / f"{bare}{ending}"
                if path.is_file():
                    return path if ending == ".wav" else self._converted(path)
        return None

    def _converted(self, path: Path) -> Path:
        """The recording as an 8 kHz WAV file at the usual level, made once for its content."""
        from sounds import audio
        from sounds.engines.choice import PROCESSING

        key = hashlib.sha256(PROCESSING.encode() + path.read_bytes()).hexdigest()
        return self._cache.find(key) or self._cache.put(key, audio.to_wav(audio.process(*audio.read(path))))

    def texts(self, language: str) -> dict[str, str]:
        """Canonical text -> name, of a language; raises LibraryError for a file that cannot be read."""
        found: dict[str, str] = {}
        for folder in reversed(self.folders(language)):
            found.update(self._texts_of(folder / TEXTS))
        return found

    def _texts_of(self, path: Path) -> dict[str, str]:
        """What one file of texts says, read again only when it changed."""
        try:
            stamp = path.stat().st_mtime_ns
        except OSError:
            return {}
        if path not in self._texts or self._texts[path][0] != stamp:
            self._texts[path] = (stamp, {text: name for name, text in read_texts(path)})
        return self._texts[path][1]

    def for_text(self, phrase: Phrase) -> Path | None:
        """The recording that speaks exactly this text; a phrase with a voice of its own has none."""
        name = None if phrase.voice else self.texts(phrase.language).get(phrase.text)
        return self.find(name, phrase.language) if name else None

    def outdated(self, phrases: Iterable[Phrase]) -> list[str]:
        """Warnings about recordings whose text is asked for no more while one much like it is."""
        by_language: dict[str, set[str]] = {}
        for phrase in phrases:
            by_language.setdefault(phrase.language, set()).add(phrase.text)
        return [
            f"{self.folder / language / name}.wav says {text!r}, the prompt is now {near!r}: "
            f"record it again, or correct {TEXTS} if the sound is right"
            for language, wanted in sorted(by_language.items())
            for text, name in sorted(self.texts(language).items())
            if text not in wanted and (near := _nearest(text, wanted))
        ]


def read_texts(path: Path) -> list[tuple[str, str]]:
    """The (name, canonical text) pairs of a file `name = text`; # begins a comment line.

    Raises LibraryError with file and line for anything else.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path} cannot be read ({error})", "save it as UTF-8 text") from error
    pairs = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, sign, text = line.partition("=")
        if not sign or not _NAME.fullmatch(name.strip()) or not text.strip():
            raise LibraryError(f"{path}:{number}: {line.strip()[:60]!r} is no entry", "write name = text")
        pairs.append((name.strip(), canonical(text)))
    return pairs


def _nearest(text: str, wanted: set[str]) -> str | None:
    """The wanted text most like a text, if any is much like it."""
    scored = [
        (matcher.ratio(), each)
        for each in wanted
        if (matcher := SequenceMatcher(None, text, each, autojunk=False)).quick_ratio() >= _ALIKE
    ]
    best, found = max(scored, default=(0.0, None))
    return found if best >= _ALIKE else None

"""The lexicon: a text file of words and how they sound, `word=shan4 xian1 sheng5` a line."""

import re
from pathlib import Path

from sounds.errors import EngineError

_LINE = re.compile(r"([^=]+?)\s*=\s*([a-zü:]+[1-5](?:\s+[a-zü:]+[1-5])*)", re.IGNORECASE)


def read_lexicon(path: Path | None) -> tuple[tuple[str, str], ...]:
    """The (word, sound) pairs of a file, longest word first; none if there is no file.

    A sound is pinyin with tone numbers, 5 for the neutral tone. Empty lines and lines that begin with # are
    passed over. Raises EngineError with file and line for a line that is neither.
    """
    if path is None or not path.exists():
        return ()
    pairs: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"{path} cannot be read ({error})", "save it as UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise EngineError(f"{path}:{number}: {line.strip()[:60]!r} is no entry", "write word=pin1 yin1")
        pairs[found[1]] = " ".join(found[2].lower().split())
    return tuple(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0])))

"""Renders phrases into a pack, to be shipped: only what is not in the pack yet is spoken again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sounds.build import spoken
from sounds.engines.choice import Engines
from sounds.errors import LibraryError, SoundError
from sounds.language import first_part
from sounds.packed import Packed, members, read_list, to_opus, write_pack
from sounds.phrases import Phrase
from sounds.reading import PAUSES, vocabulary
from sounds.report import BuildReport, Progress
from sounds.system import system_prompts

if TYPE_CHECKING:
    from sounds.audio import Samples


def own_phrases(language: str) -> list[tuple[Phrase, str]]:
    """The phrases that ship with the product, with their names: own prompts, and every piece of a value."""
    named = [(Phrase(text, language), name) for name, text in system_prompts(language)]
    pieces = sorted(vocabulary(language) - PAUSES)
    return [*named, *((Phrase(piece, language), "") for piece in pieces)]


def read_lines(path: Path) -> list[tuple[Phrase, str]]:
    """The phrases of a file, `language<TAB>text` or `language<TAB>text<TAB>name` a line; # begins a comment.

    Raises LibraryError with file and line for anything else.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path} cannot be read ({error})", "save it as UTF-8 text") from error
    phrases = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        language, _, rest = line.partition("\t")
        text, _, name = rest.partition("\t")
        if not language.strip() or not text.strip():
            raise LibraryError(f"{path}:{number}: {line[:60]!r} is no entry", "write language, tab, text")
        phrases.append((Phrase(text, language.strip()), name.strip()))
    return phrases


def render(
    engines: Engines, phrases: Iterable[tuple[Phrase, str]], pack: Path, progress: Progress | None = None
) -> BuildReport:
    """Writes a pack that holds exactly these phrases in the voices chosen for them; no engine stands in.

    What was rendered stays if the program is stopped. Raises AudioError if the pack cannot be written.
    """
    wanted = list(dict.fromkeys(phrases))
    old = members(pack)
    made: dict[str, tuple[Packed, bytes]] = {}
    built: list[Phrase] = []
    reused: list[Phrase] = []
    failed: list[tuple[Phrase, str]] = []
    try:
        for done, (phrase, name) in enumerate(wanted, 1):
            choice = engines.choices(phrase)[0]
            profile, key = choice.profile, phrase.key(choice.profile)
            entry = Packed(key, phrase.text, phrase.language, profile.engine, profile.voice, name)
            try:
                opus = old.get(key) or (made[key][1] if key in made else to_opus(spoken(choice, phrase)))
                (reused if key in old or key in made else built).append(phrase)
                if key not in made or name:
                    made[key] = (entry, opus)
            except SoundError as error:
                failed.append((phrase, str(error)))
            if progress is not None:
                progress(done, len(wanted), phrase)
    except BaseException:
        listed = {entry.key: entry for entry in read_list(pack)} if old else {}
        made = {**{key: (listed[key], opus) for key, opus in old.items()}, **made}
        raise
    finally:
        write_pack(pack, made.values())
    return BuildReport(tuple(built), tuple(reused), tuple(failed), ())


def render_tones(tones: "dict[str, Samples]", pack: Path) -> None:
    """Writes a pack of tones by name; they belong to no language."""
    from sounds.audio import to_wav

    pairs = [
        (Packed(hashlib.sha256(to_wav(samples)).hexdigest(), "", "", "tone", "", name), to_opus(samples))
        for name, samples in tones.items()
    ]
    write_pack(pack, pairs)


def by_language(phrases: Iterable[tuple[Phrase, str]]) -> dict[str, list[tuple[Phrase, str]]]:
    """The phrases of each language, by its first part."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for pair in phrases:
        found.setdefault(first_part(pair[0].language), []).append(pair)
    return found

"""Packed sounds: a zip of Opus files with a list, shipped so that a machine without any engine can speak."""

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sounds.engines.engine import need
from sounds.errors import LibraryError
from sounds.language import first_part
from sounds.whole import write_whole

if TYPE_CHECKING:
    from sounds.audio import Samples

LIST = "sounds.json"
COMPRESSION = 0.9
"""libsndfile's level for Opus: about 35 kbit/s at 8 kHz; 1.0 would be a third of it and hoarse."""


@dataclass(frozen=True)
class Packed:
    """A sound in a pack: its key, what it says in which language, by which engine and voice, and its name."""

    key: str
    text: str
    language: str
    engine: str
    voice: str
    name: str = ""


@dataclass(frozen=True)
class Place:
    """Where a packed sound is: the pack, and its entry."""

    pack: Path
    sound: Packed


class Packs:
    """All packs (*.zip) of some folders, the first folder first; a file that is no pack is refused."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._keys: dict[str, Place] | None = None
        self._texts: dict[tuple[str, str], Place] = {}
        self._names: dict[tuple[str, str], Place] = {}

    def by_key(self, key: str) -> Place | None:
        """The sound of a key."""
        return self._read().get(key)

    def by_text(self, text: str, language: str) -> Place | None:
        """Any sound of a canonical text, whatever its voice."""
        self._read()
        return self._texts.get((first_part(language), text))

    def by_name(self, name: str, language: str) -> Place | None:
        """The sound of a name in a language, or in none (a tone)."""
        self._read()
        return self._names.get((first_part(language), name)) or self._names.get(("", name))

    def sounds(self) -> list[Packed]:
        """Every packed sound."""
        return [place.sound for place in self._read().values()]

    def _read(self) -> dict[str, Place]:
        """The lists of all packs, read once."""
        if self._keys is None:
            keys: dict[str, Place] = {}
            for path in (path for folder in self._folders for path in sorted(folder.glob("*.zip"))):
                for sound in read_list(path):
                    place, language = Place(path, sound), first_part(sound.language)
                    keys.setdefault(sound.key, place)
                    self._texts.setdefault((language, sound.text), place)
                    if sound.name:
                        self._names.setdefault((language, sound.name), place)
            self._keys = keys
        return self._keys


def read_list(path: Path) -> list[Packed]:
    """What a pack holds; raises LibraryError if it is none."""
    try:
        with zipfile.ZipFile(path) as pack:
            return [Packed(**entry) for entry in json.loads(pack.read(LIST))["sounds"]]
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise LibraryError(
            f"{path} is no pack of sounds ({error!r})", "render it again or remove it"
        ) from error


def unpack(place: Place) -> "Samples":
    """The samples of a packed sound, at 8 kHz; raises LibraryError if the pack is damaged."""
    soundfile: Any = need("soundfile")
    try:
        with zipfile.ZipFile(place.pack) as pack:
            content = pack.read(f"{place.sound.key}.opus")
        samples: Samples = soundfile.read(io.BytesIO(content), dtype="float32")[0]
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile) as error:
        raise LibraryError(f"{place.pack} is damaged ({error})", "install or render it again") from error
    return samples


def to_opus(samples: "Samples") -> bytes:
    """Samples at 8 kHz as an Ogg Opus file."""
    soundfile: Any = need("soundfile")
    file = io.BytesIO()
    options: dict[str, Any] = {"format": "OGG", "subtype": "OPUS", "compression_level": COMPRESSION}
    with soundfile.SoundFile(file, "w", 8000, 1, **options) as written:
        written.write(samples)
    return file.getvalue()


def members(path: Path) -> dict[str, bytes]:
    """The Opus files of a pack by key; none if there is no such pack."""
    if not path.exists():
        return {}
    with zipfile.ZipFile(path) as pack:
        return {name.removesuffix(".opus"): pack.read(name) for name in pack.namelist() if name != LIST}


def write_pack(path: Path, sounds: Iterable[tuple[Packed, bytes]]) -> None:
    """Writes a pack of (entry, Opus file) pairs; the same pairs give the same bytes. Raises AudioError."""
    ordered = sorted(sounds, key=lambda pair: (pair[0].name == "", pair[0].name, pair[0].text, pair[0].key))
    listed = json.dumps(
        {"schema": 1, "sounds": [asdict(s) for s, _ in ordered]}, ensure_ascii=False, indent=0
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(zipfile.ZipInfo(LIST), listed, zipfile.ZIP_DEFLATED)
        for sound, opus in ordered:
            pack.writestr(zipfile.ZipInfo(f"{sound.key}.opus"), opus, zipfile.ZIP_STORED)
    write_whole(path, file.getvalue())

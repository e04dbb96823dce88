"""Makes the sounds that are missing, one by one, each through the gate of quality."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sounds.cache import Entry
from sounds.engines.choice import Choice
from sounds.errors import EngineError, LibraryError, SoundError
from sounds.phrases import Phrase
from sounds.report import BuildReport, Progress

if TYPE_CHECKING:
    from sounds.audio import Samples
    from sounds.library import Library

LONGEST = 2000
"""Characters of one phrase; a longer one is a document, not a prompt."""

PATIENCE = 3
"""Failures in a row after which an engine is left alone for the rest of a build."""


def build(library: "Library", phrases: Iterable[Phrase], progress: Progress | None) -> BuildReport:
    """See `Library.build`."""
    wanted = list(dict.fromkeys(phrases))
    builder = _Builder(library)
    with library.cache.lock():
        try:
            for done, phrase in enumerate(wanted, 1):
                builder.one(phrase)
                if progress is not None:
                    progress(done, len(wanted), phrase)
        finally:
            library.cache.note(builder.notes)
    try:
        builder.warnings += library.recordings.outdated(wanted)
    except SoundError as error:
        builder.warnings.append(str(error))
    return BuildReport(
        tuple(builder.built),
        tuple(builder.reused),
        tuple(builder.failed),
        tuple(dict.fromkeys(builder.warnings)),
    )


class _Builder:
    """One build: what was done so far, and which engines proved of no use."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self.built: list[Phrase] = []
        self.reused: list[Phrase] = []
        self.failed: list[tuple[Phrase, str]] = []
        self.warnings: list[str] = []
        self.notes: dict[str, Entry] = {}
        self._failures: dict[str, int] = {}

    def one(self, phrase: Phrase) -> None:
        """Sees to it that a phrase has a sound, as good as can be had."""
        try:
            self._one(phrase)
        except (SoundError, OSError) as error:
            self.failed.append((phrase, str(error)))

    def _one(self, phrase: Phrase) -> None:
        if not any(c.isalnum() for c in phrase.text):
            raise LibraryError(f"{phrase.text!r} holds nothing to speak", "write words, or a silence")
        if len(phrase.text) > LONGEST:
            raise LibraryError(f"{phrase.text[:40]!r}... has over {LONGEST} characters", "split it")
        library = self._library
        choices = library.engines.choices(phrase)
        if library.recordings.for_text(phrase) or library.of_key(phrase.key(choices[0].profile)):
            self.reused.append(phrase)
            return
        reasons: list[str] = []
        for choice in choices:
            if self._by(choice, phrase, reasons):
                self._say_stand_in(choice, phrase, reasons)
                return
        if library.find(phrase) is None:
            raise EngineError("; ".join(reasons), "or record the sentence")
        self.reused.append(phrase)
        self.warnings.append(
            f"{phrase.text[:40]!r} is heard in the voice it was packed with: {'; '.join(reasons)}"
        )

    def _by(self, choice: Choice, phrase: Phrase, reasons: list[str]) -> bool:
        """Whether an engine has, or now made, the sound of a phrase; if not, the reason is added."""
        engine, profile = choice.engine, choice.profile
        key = phrase.key(profile)
        if self._library.of_key(key):
            self.reused.append(phrase)
            return True
        if reason := engine.available():
            reasons.append(reason)
            return False
        if self._failures.get(engine.id, 0) >= PATIENCE:
            reasons.append(f"{engine.id} failed {PATIENCE} times in a row")
            return False
        try:
            samples = spoken(choice, phrase)
        except SoundError as error:
            self._failures[engine.id] = self._failures.get(engine.id, 0) + 1
            reasons.append(f"{engine.id}: {error}")
            return False
        self._failures[engine.id] = 0
        from sounds import audio

        self._library.cache.put(key, audio.to_wav(samples))
        ms = audio.length_ms(samples)
        self.notes[key] = Entry(phrase.text, phrase.language, ms, "spoken", engine.id, profile.voice)
        self.built.append(phrase)
        return True

    def _say_stand_in(self, choice: Choice, phrase: Phrase, reasons: list[str]) -> None:
        """Warns of what an author should know about a sound that was just settled."""
        from sounds.quality import doubts

        self.warnings += doubts(phrase)
        if reasons:
            self.warnings.append(f"{choice.engine.id} stands in for the chosen voice: {'; '.join(reasons)}")
        if choice.engine.id == "espeak":
            self.warnings.append(
                f"{phrase.language} is spoken by eSpeak NG, the last resort, and Mandarin is hardly "
                "intelligible so: install the extra [speech] or record the prompts"
            )


def spoken(choice: Choice, phrase: Phrase) -> "Samples":
    """A phrase spoken and processed, at 8 kHz; raises SoundError if it fails or the sound is faulty."""
    from sounds import audio
    from sounds.quality import faults

    profile = choice.profile
    speech = choice.engine.speak(phrase.speakable, phrase.language, profile.voice, profile.speed)
    samples = audio.process(speech.samples, speech.rate)
    if found := faults(phrase, samples, profile.speed):
        raise EngineError(f"the sound of {phrase.text[:40]!r} {', '.join(found)}", "change the text a little")
    return samples

"""Where a project keeps its sounds, and who speaks which language."""

from __future__ import annotations

from callwright.settings import Settings, Voice
from sounds.settings import SoundSettings, VoiceChoice


def sound_settings(settings: Settings) -> SoundSettings:
    """Where the project keeps its sounds, and who speaks."""
    folder = settings.path(settings.folders.sounds)
    usual = SoundSettings.in_folder(folder)
    voices = {name: _voice(voice) for name, voice in settings.speech.items() if voice.engine}
    command = next((tuple(v.command.split()) for v in settings.speech.values() if v.command), ())
    return SoundSettings(
        recorded=usual.recorded,
        cache=settings.path(settings.folders.prompts),
        packs=usual.packs,
        voices={**usual.voices, **voices},
        lexicon=usual.lexicon if usual.lexicon and usual.lexicon.is_file() else None,
        command=command,
    )


def _voice(voice: Voice) -> VoiceChoice:
    return VoiceChoice(voice.engine, voice.voice, voice.speed)

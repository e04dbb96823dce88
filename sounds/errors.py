"""The errors of this room: one tree, each saying what is wrong and the cure."""


class SoundError(Exception):
    """Something about a sound is wrong.

    `what` says what and where, `cure` what to do about it; `str()` gives both.
    """

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}: {cure}")
        self.what = what
        self.cure = cure

    def __reduce__(self) -> tuple[type["SoundError"], tuple[str, str]]:
        """Let the error travel between processes with both of its parts."""
        return type(self), (self.what, self.cure)


class ReadingError(SoundError):
    """A value cannot be read out as the kind that was asked for."""


class AudioError(SoundError):
    """A sound file cannot be read, measured or written."""


class EngineError(SoundError):
    """A speech engine is missing, refused a text, or failed."""


class LibraryError(SoundError):
    """The library of sounds was asked for something that it cannot hold."""

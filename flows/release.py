"""A release: everything that one deployment of a flow needs, immutable and named by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nodes.contract import Node

FORMAT = 1
"""The format of releases that this program writes; a newer one is refused."""

COMPILER = "1"
"""Counts up when the same flow makes another release than before; part of every digest."""


@dataclass(frozen=True, slots=True)
class CompiledNode:
    """A node ready to run. `exits` maps every wired exit, `error` and `hangup` included, to a node id."""

    id: str
    node: Node
    exits: Mapping[str, str]
    title: str = ""
    enabled: bool = True
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """A declared variable; `value` is its first value as text, None where it starts unset."""

    name: str
    type: str
    sensitive: bool = False
    input: bool = False
    value: str | None = None


@dataclass(frozen=True, slots=True)
class CompiledFlow:
    """A flow ready to run; `on_hangup` and `on_error` are node ids or empty, `keys` maps key to node id."""

    name: str
    title: str
    language: str
    start: str
    nodes: Mapping[str, CompiledNode]
    variables: Mapping[str, Variable] = field(default_factory=dict)
    on_hangup: str = ""
    on_error: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text that the release speaks and that is known before any call; sound is made for it in advance.

    `key` names the sound that belongs to it (text, voice, engine, processing), empty where nobody knows one.
    """

    text: str
    language: str
    voice: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded sound that the release plays in `language`; `key` names its content, as for a phrase."""

    name: str
    language: str
    key: str = ""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Release:
    """A flow with every flow that it calls, pinned.

    `digest` is the SHA-256, in hexadecimal, of format, compiler, `logic`, phrases and recordings, with their
    keys. `logic` holds the files that are run, without layout and notes; `sources` the whole files, for
    drawing them. Equal digests run alike, though they may be drawn differently.
    """

    digest: str
    main: str
    flows: Mapping[str, CompiledFlow]
    phrases: tuple[Phrase, ...] = ()
    recordings: tuple[Recording, ...] = ()
    logic: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    sources: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    compiler: str = COMPILER
    format: int = FORMAT

    @property
    def sounds(self) -> tuple[str, ...]:
        """The names of the recorded sounds, sorted, each once."""
        return tuple(sorted({recording.name for recording in self.recordings}))

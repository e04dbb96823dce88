"""What the types that ask a service have in common: sound meanwhile, and how failures leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

from nodes.call import Call
from nodes.clips import Clip
from nodes.contract import Complaint
from nodes.errors import CallEnded, ServiceError, ServiceTimeout
from nodes.prompts import Prompt


def meanwhile(call: Call, sound: Prompt) -> AbstractContextManager[None]:
    """Play `sound` over and over while the body waits for a service; nothing once the caller has gone."""
    clips = call.clips(sound) if sound and call.channel.up else ()
    return _sounding(call, clips) if clips else nullcontext()


@contextmanager
def _sounding(call: Call, clips: Sequence[Clip]) -> Iterator[None]:
    call.channel.start_sound(clips)
    try:
        yield
    finally:
        # A caller who hung up meanwhile may not hide what the service answered: the next verb tells.
        with suppress(CallEnded):
            call.channel.stop_sound()


def leave_failed(call: Call, reason: ServiceError) -> str:
    """The exit for a service that did not do it, `timeout` or `failed`; `last.error` says why."""
    call.state.last = {"error": str(reason)}
    return "timeout" if isinstance(reason, ServiceTimeout) else "failed"


def no_time(seconds: float) -> Iterable[Complaint]:
    """The complaint that a service is given no time to answer, if it is."""
    if not seconds:
        yield Complaint(
            "seconds",
            "没有给对方回答的时间",
            "the service has no time to answer",
            "填写大于 0 的秒数",
            "allow more than 0 seconds",
        )

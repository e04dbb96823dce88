"""The loop that runs a release on a channel: enter a node, run it, leave by an exit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.budget import Budget
from engine.channel import JournaledChannel
from engine.events import CallFinished, CallResumed, CallStarted, FlowEntered, FlowLeft, NodeEntered, NodeLeft
from engine.fallback import Fallback, fall_back
from engine.guide import Guide
from engine.handlers import go_to_key, handle
from engine.journal import Journal, Recorder
from engine.keys import JournaledCall, KeyBuffer
from engine.limits import LIMITS, Limits
from engine.masks import Masks
from engine.position import Keeper, Position
from engine.program import PlannedNode, program_of
from engine.services.journaled import journaled
from engine.stack import Stack
from flows.release import Release
from nodes.call import CallState, LineFacts
from nodes.channel import Channel
from nodes.contract import Enter, Finish, Jump, Return, Step
from nodes.errors import CallEnded, CallLimit, GlobalKey, NodeFailure
from nodes.frame import Frame
from nodes.light import light
from nodes.services import Services
from nodes.values import from_json, to_json


@light
class Outcome:
    """How a call ended: its result, the cause of the hang-up (Q.850), its length, and the last node.

    `result` is what the flow said (`Finish`, the name of a `Return` at the top), else `hung_up` (by the
    caller), `transferred` or `failed` (the fallback spoke).
    """

    result: str
    cause: str
    seconds: float
    flow: str
    node: str


def run_call(
    release: Release,
    channel: Channel,
    services: Services,
    journal: Journal,
    *,
    line: LineFacts | None = None,
    limits: Limits = LIMITS,
    keeper: Keeper | None = None,
    position: Position | None = None,
    values: Mapping[str, object] | None = None,
    fallback: Fallback | None = None,
    languages: Sequence[str] = (),
    guide: Guide | None = None,
    serial: int = 0,
) -> Outcome:
    """Run a call from its start, or from `position`, to its end, and say how it ended.

    `values` are first values for variables of the main flow, `languages` those to try before the flow's own.
    Steps are numbered from `serial` on: more than 0 where flows have run under the id of the call before.
    `journal` takes every event; `guide` may hold the call before a node. Raises nothing of its own: only
    what is meant to stop the engine (KeyboardInterrupt, GreenletExit) passes through, and leaves the
    position kept. The clock of `services` must go on from `position.elapsed`.
    """
    run = _Run(release, channel, services, journal, line or LineFacts(), limits, keeper, fallback, guide)
    run.serial = serial
    run.begin(position, values or {}, languages)
    while not run.over:
        run.turn()
    return run.finish()


class _Run:
    """One call in progress."""

    def __init__(
        self,
        release: Release,
        channel: Channel,
        services: Services,
        journal: Journal,
        line: LineFacts,
        limits: Limits,
        keeper: Keeper | None,
        fallback: Fallback | None,
        guide: Guide | None,
    ) -> None:
        program = program_of(release)
        self.release = release
        self.limits = limits
        self.keeper = keeper
        self.fallback = fallback or Fallback()
        self.guide = guide
        self.stack = Stack(program, limits.depth)
        self.recorder = Recorder(journal, services.clock, Masks(self.stack, program.has_secrets))
        self.channel = JournaledChannel(channel, self.recorder)
        self.call_id = channel.facts.id
        state = CallState(max_silences=limits.silences, buffer=KeyBuffer(self.recorder))
        wrapped = journaled(services, self.recorder)
        self.call = self.stack.call = JournaledCall(self.channel, wrapped, line, state, self.recorder)
        self.budget = Budget(limits)
        self.serial = 0
        self.resuming = False
        self.handling = False
        """The call is in an error handler, and the caller has done nothing since."""
        self.hung_up = False
        self.over = False
        self.result = ""
        self.cause = "NORMAL_CLEARING"
        self.too_long = False
        self.entered_at = 0.0

    # -- beginning and end ----------------------------------------------------------------------

    def begin(
        self, position: Position | None, values: Mapping[str, object], languages: Sequence[str]
    ) -> None:
        """Put the first flow on the stack, or the flows of `position`."""
        main = self.release.flows.get(self.release.main)
        own = (main.language,) if main and main.language else ()
        self.call.state.languages = tuple(dict.fromkeys((*languages, *own)))
        try:
            if position is not None:
                self._rebuild(position)
                return
            facts, clock = self.channel.facts, self.call.services.clock
            started = (facts.id, facts.caller, facts.called, self.call.line.name, self.release.main)
            now = clock.now().isoformat()
            self.recorder.write(CallStarted(self.recorder.now(), *started, self.release.digest, now))
            self._enter_flow(self.release.main, values, inputs_only=False)
        except CallEnded as ended:
            self._hang_up(ended.cause)
        except Exception as error:
            self._fail(error)

    def _rebuild(self, position: Position) -> None:
        """Take over the call at `position`. Raises NodeFailure if it does not belong to this release."""
        if position.release != self.release.digest or not position.stack:
            raise NodeFailure("the position belongs to another release: the call cannot go on from it")
        state = self.call.state
        self.stack.rebuild(position.stack)
        state.languages, state.voice = position.languages, position.voice
        state.buffer = KeyBuffer(self.recorder, position.keys)
        state.silences, state.result = position.silences, position.result
        state.last = _mapping(from_json(position.last))
        self.budget = Budget(self.limits, position.steps, position.all_steps)
        self.serial = position.serial
        self.handling = position.handling
        self.resuming = True
        top = self.stack.top
        step = self._step()
        self.recorder.node = top.node
        resumed = CallResumed(self.recorder.now(), self.call_id, top.flow, top.node, step)
        self.recorder.write(resumed)

    def finish(self) -> Outcome:
        """Hang up, write the last event, and say how the call ended."""
        try:
            self.channel.hangup(self.cause)
        except CallEnded as ended:
            self.channel.note_end("caller", ended.cause)
        except Exception as error:
            self.recorder.log("error", f"hang-up: {type(error).__name__}: {error}")
        if self.keeper is not None:
            self.keeper.forget()
        seconds = self.recorder.now()
        self.recorder.write(CallFinished(seconds, self.result, seconds))
        # Call and stack know each other: let go, so that a call that is over needs no garbage collector.
        self.stack.call = None
        top = self.stack.top if len(self.stack) else None
        return Outcome(
            self.result, self.cause, seconds, top.flow if top else self.release.main, top.node if top else ""
        )

    def _end(self, result: str, cause: str = "NORMAL_CLEARING") -> None:
        self.over, self.result, self.cause = True, result, cause

    # -- one turn -------------------------------------------------------------------------------

    def turn(self) -> None:
        """Visit one node and go where it leads."""
        if self.guide is not None:
            self.guide.before(self.stack)
        self.recorder.node = self.stack.top.node
        try:
            node = self.stack.node
            step = self._visit(node)
            if isinstance(step, str):
                self._leave_by(node, step)
            else:
                self._move(node, step)
        except CallEnded as ended:
            self._hang_up(ended.cause)
        except GlobalKey as pressed:
            self._global_key(pressed.key)
        except Exception as error:
            self._fail(error)

    def _visit(self, node: PlannedNode) -> Step:
        """Run `node`: what it answers. A node that is switched off leaves by its first exit."""
        compiled = node.compiled
        recorder, call, frame = self.recorder, self.call, self.stack.top
        recorder.node, recorder.sensitive = compiled.id, compiled.sensitive
        resumed, self.resuming = self.resuming, False
        now = self.entered_at = recorder.now()
        if not resumed:
            self.serial += 1
            recorder.write(NodeEntered(now, frame.flow, compiled.id, node.type_id, self._step()))
            self.budget.enter(now)
            if self.keeper is not None and node.keeps and compiled.enabled and not self.hung_up:
                self._keep(self.keeper)
                if node.effect:
                    self.keeper.settle()
        if not compiled.enabled:
            return node.first
        before = frame.variables.copy()
        try:
            return compiled.node.resumed(call) if resumed else node.run(call)
        finally:
            if frame.variables != before:
                recorder.changed(frame, before)

    def _step(self) -> str:
        step = self.call.step = f"{self.call_id}:{self.serial}"
        return step

    def _move(self, node: PlannedNode, step: Enter | Jump | Return | Finish) -> None:
        """Go where a `step` that is no exit leads. Raises NodeFailure if that is nowhere."""
        if isinstance(step, Enter):
            self._left(node, "enter")
            self._enter_flow(step.flow, step.values)
        elif isinstance(step, Jump):
            self._left(node, "jump")
            self._flow_entered(self.stack.replace(step.flow, step.values), step.values)
        elif isinstance(step, Return):
            self._left(node, "return")
            self._return(step)
        elif isinstance(step, Finish):
            self._left(node, "finish")
            self._end("hung_up" if self.hung_up else step.result or self.call.state.result, step.cause)
        else:
            raise NodeFailure(f"the node answered {type(step).__name__}, which is no exit and no move")

    def _leave_by(self, node: PlannedNode, exit_: str) -> None:
        """Go to the node that `exit_` leads to. Raises NodeFailure if that is nowhere."""
        target = node.compiled.exits.get(exit_, "")
        if not target:
            raise NodeFailure(f"the exit '{exit_}' of node '{node.compiled.id}' leads nowhere: wire it")
        now, frame = self.recorder.now(), self.stack.top
        if self.budget.leave(node, exit_, now - self.entered_at):
            self.handling = False
        self.recorder.write(NodeLeft(now, frame.flow, node.compiled.id, exit_))
        frame.node = target

    def _left(self, node: PlannedNode, how: str) -> None:
        self.recorder.write(NodeLeft(self.recorder.now(), self.stack.top.flow, node.compiled.id, how))

    def _enter_flow(self, name: str, values: Mapping[str, object], *, inputs_only: bool = True) -> None:
        self._flow_entered(self.stack.enter(name, values, inputs_only=inputs_only), values)

    def _flow_entered(self, frame: Frame, values: Mapping[str, object]) -> None:
        self.recorder.write(FlowEntered(self.recorder.now(), frame.flow, len(self.stack)))
        initial = self.stack.flow.initial
        self.recorder.changed(frame, {name: initial[name] for name in initial if name not in values})

    def _return(self, step: Return) -> None:
        """Leave the flow; at the top that is the end of the call."""
        if len(self.stack) == 1:
            self._end("hung_up" if self.hung_up else self.call.state.result or step.name or "completed")
            return
        left = self.stack.leave()
        recorder, frame = self.recorder, self.stack.top
        recorder.write(FlowLeft(recorder.now(), left.flow, step.name))
        node = self.stack.node
        recorder.node, recorder.sensitive = node.compiled.id, node.compiled.sensitive
        before = dict(frame.variables)
        try:
            exit_ = node.compiled.node.returned(self.call, step.name, step.values)
        finally:
            recorder.changed(frame, before)
        self._leave_by(node, exit_)

    # -- what is no exit ------------------------------------------------------------------------

    def _global_key(self, key: str) -> None:
        if not go_to_key(self.stack, self.recorder, key):
            self._fail(NodeFailure(f"no flow handles the global key {key}"))
            return
        self.budget.restart()
        self.handling = False

    def _hang_up(self, cause: str) -> None:
        """The caller has gone: the hang-up handler runs, once, without media."""
        if self.channel.handed_over:
            self._end(self.call.state.result or "transferred", cause)
            return
        self.channel.note_end("caller", cause)
        if self.hung_up or not handle(self.stack, self.recorder, "hangup"):
            self._end(self.call.state.result or "hung_up", cause)
        self.hung_up = True
        self.cause = cause
        self.budget.hang_up()

    def _fail(self, error: Exception) -> None:
        """A node raised: its exit `error`, an error handler, or the line's fallback."""
        flow = self.stack.top.flow if len(self.stack) else self.release.main
        self.recorder.failed(flow, error)
        self.call.state.last.update(error=str(error)[:500], node=self.recorder.node)
        if not isinstance(error, CallLimit) and len(self.stack):
            how = handle(self.stack, self.recorder, "error", handler=not (self.handling or self.hung_up))
            self.handling = self.handling or how == "handler"
            if how:
                return
        if self.hung_up:
            self._end(self.call.state.result or "hung_up", self.cause)
        else:
            self._end(fall_back(self.call, self.channel, self.recorder, self.fallback))

    def _keep(self, keeper: Keeper) -> None:
        """Keep the position before a node; one that is too long is not kept, and the trace says so once.

        The call would then go on from the last position that was kept: earlier, but whole.
        """
        position = self._position()
        size = len(position.dump())
        if size <= self.limits.position_bytes:
            keeper.keep(position)
            self.too_long = False
        elif not self.too_long:
            self.too_long = True
            most = self.limits.position_bytes
            cure = "if its engine dies it goes on from an earlier node; keep fewer rows in variables"
            self.recorder.log("warning", f"the call's position has {size} bytes, more than {most}: {cure}")

    def _position(self) -> Position:
        state, budget = self.call.state, self.budget
        return Position(
            release=self.release.digest,
            call=self.call_id,
            serial=self.serial,
            stack=self.stack.positions(),
            languages=state.languages,
            voice=state.voice,
            keys="".join(state.buffer),
            silences=state.silences,
            steps=budget.steps,
            elapsed=self.recorder.now(),
            line=self.call.line.name,
            result=state.result,
            all_steps=budget.all_steps,
            last=_mapping(to_json(state.last)),
            handling=self.handling,
        )


def _mapping(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}

"""The node type `record`: a spoken message, kept in a box."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nodes.call import Call
from nodes.channel import ANY_KEY, Recorded, Recording
from nodes.clips import Clip
from nodes.collector import NO_PROMPT
from nodes.contract import Complaint, Exit, Node
from nodes.declare import param
from nodes.errors import CallEnded, ServiceError
from nodes.input.review import Review, wants_again
from nodes.input.telling import tell
from nodes.kinds import (
    Key,
    Keys,
    OptionalConnection,
    OptionalVariable,
    Positive,
    Prompt,
    Rows,
    Seconds,
    Template,
    Text,
    YesNo,
)
from nodes.places import Box, bad_place, box_of, new_path
from nodes.registry import node_type
from nodes.rows import Value, texts_of
from nodes.services import Message

MOST_SECONDS = 3600
"""The longest message; longer ones are cut."""


@node_type(
    "record",
    category="input",
    zh="录音留言",
    en="Record",
    help_zh="录下来电者的留言并存入信箱。可以让来电者重听、重录或保存；来电者中途挂机时，够长的留言照样保存。",
)
class Record(Node):
    """Take a spoken message and keep it in a box, with what you want to know about it.

    A `path` says where the file lies, below the folder of recordings; values in it become parts of names, and
    a file that exists is never overwritten: the new one is numbered. Without one it lies in its box.

    `notify` tells a web service of each message that was kept, by POST of a JSON object: event
    (`message_saved`), message, box, path, seconds, call, caller, called, line, at, values. Nobody waits for
    it; how it ended stands in the journal.

    The caller may hear it again, record it anew or keep it. Whoever hangs up, or says nothing, keeps what
    was recorded, if it is long enough. After a hang-up only nodes without sound can follow.
    """

    media = True
    waits = True
    effect = True

    box: Box = param(
        "",
        zh="信箱",
        en="Box",
        help="Where the message is kept; `{{ }}` gives a part of it.",
        help_zh="留言所在的信箱；`{{ }}` 代入其中一部分。",
    )
    path: Template = param(
        "",
        zh="文件路径",
        en="Path",
        help="Of the file, such as complaints/{{ case_no }}; empty: in the box.",
        help_zh="文件的路径，例如 complaints/{{ case_no }}；空：放在信箱里。",
    )
    prompt: Prompt = param(
        NO_PROMPT,
        zh="提示音",
        en="Prompt",
        help="`try` 2 is heard at the second take.",
        help_zh="“第 2 次起”的版本在第二次录音时播放。",
    )
    interrupt: YesNo = param(
        True,
        zh="按键打断提示音",
        en="Keys interrupt",
        help="A key goes on to the tone.",
        help_zh="按键直接跳到提示音调。",
    )
    beep: Text = param(
        "%(300,0,800)",
        zh="信号音",
        en="Tone",
        help="As FreeSWITCH's tone_stream writes it; empty: none.",
        help_zh="按 FreeSWITCH 的 tone_stream 书写；空：没有。",
    )
    min_seconds: Seconds = param(
        2.0, zh="最短秒数", en="Shortest", help="Less is no message.", help_zh="不足这个时长不算留言。"
    )
    max_seconds: Seconds = param(
        120.0, zh="最长秒数", en="Longest", help="It ends then by itself.", help_zh="到时自动结束。"
    )
    silence_seconds: Seconds = param(
        5.0,
        zh="静音秒数",
        en="Silence",
        help="So much silence ends it; 0: silence does not.",
        help_zh="静音这么久即结束；0：静音不结束。",
    )
    end_keys: Keys = param(
        "#", zh="结束键", en="End keys", help="`any`: 0-9 * #.", help_zh="any：0-9 * # 中任一键。"
    )
    short: Prompt = param(
        NO_PROMPT,
        zh="太短提示",
        en="Too short",
        help="Heard before the next take.",
        help_zh="下一次录音之前播放。",
    )
    takes: Positive = param(
        3,
        zh="最多录几次",
        en="Takes",
        help="Too short ones and new ones in all.",
        help_zh="太短的和重录的合计次数。",
    )
    review: YesNo = param(
        False,
        zh="录后确认",
        en="Review",
        help="Listen, record again or keep.",
        help_zh="可以试听、重录或保留。",
    )
    review_prompt: Prompt = param(
        NO_PROMPT, zh="确认提示", en="Review prompt", help="Names the three keys.", help_zh="说明这三个按键。"
    )
    review_wrong: Prompt = param(NO_PROMPT, zh="确认时按错提示", en="Wrong key in review")
    listen_key: Key = param("1", zh="重听键", en="Listen key")
    again_key: Key = param("2", zh="重录键", en="Again key")
    keep_key: Key = param("3", zh="保存键", en="Keep key")
    review_seconds: Seconds = param(
        5.0, zh="确认等待秒数", en="Review time", help="Then it is kept.", help_zh="超过即保留。"
    )
    review_attempts: Positive = param(
        2, zh="确认次数", en="Review attempts", help="Then it is kept.", help_zh="超过即保留。"
    )
    values: Rows[Value] = param(
        (), zh="附加信息", en="Values", help="Stored with the message.", help_zh="与留言一起保存。"
    )
    notify: OptionalConnection = param(
        "",
        zh="通知的连接",
        en="Notify",
        help="A web service that is told of the message.",
        help_zh="收到留言通知的网络服务。",
    )
    notify_path: Template = param(
        "",
        zh="通知路径",
        en="Notify path",
        help="Under the connection's address.",
        help_zh="接在连接的地址之后。",
    )
    into: OptionalVariable = param("", zh="留言编号存入", en="Message id into")
    seconds_into: OptionalVariable = param("", zh="留言秒数存入", en="Seconds into")

    def exits(self) -> tuple[Exit, ...]:
        """`saved`, `too_short`, `hung_up_saved` where the caller hung up after enough, `failed`."""
        too_short, failed = Exit("too_short", sets=False), Exit("failed", sets=False)
        return (Exit("saved"), too_short, Exit("hung_up_saved"), failed)

    def run(self, call: Call) -> str:
        """Record until a take is kept, or all takes were too short."""
        values = texts_of(call, self.values)
        box = box_of(call, self.box) if self.box else ""
        try:
            for take in range(1, self.takes + 1):
                recorded = self._take(call, box, take)
                if recorded.ended == "failed":
                    return self._failed(call, recorded.path, recorded.reason)
                if self._spoken(recorded) < self.min_seconds:
                    self._too_short(call, recorded, last=take == self.takes)
                elif self._is_kept(call, recorded, last=take == self.takes):
                    return self._keep(call, box, recorded, values)
                else:
                    call.services.records.drop_recording(recorded.path)
        except ServiceError as reason:
            return self._failed(call, "", str(reason))
        return "too_short"

    def _spoken(self, recorded: Recorded) -> float:
        """Seconds of the recording before the silence that ended it."""
        return recorded.seconds - (self.silence_seconds if recorded.ended == "silence" else 0.0)

    def _is_kept(self, call: Call, recorded: Recorded, *, last: bool) -> bool:
        """Whether this take is the message; on the `last` one nothing can be recorded again."""
        if not self.review or recorded.ended == "hangup":
            return True
        review = Review(
            self.review_prompt,
            self.review_wrong,
            self.listen_key,
            "" if last else self.again_key,
            self.keep_key,
            self.review_seconds,
            self.review_attempts,
        )
        return not wants_again(call, recorded, review)

    def _take(self, call: Call, box: str, take: int) -> Recorded:
        """Ask, sound the tone and record. Raises CallEnded before, ServiceError without a place for it."""
        call.play(self.prompt, ANY_KEY if self.interrupt else "", take)
        path = new_path(call, box, self.path, call.effect_key(f"take{take}"))
        if self.beep:
            call.channel.play((Clip("tone", tone=self.beep),))
        call.flush_keys()
        return call.channel.record(
            Recording(
                path,
                max_seconds=min(self.max_seconds or MOST_SECONDS, MOST_SECONDS),
                silence_seconds=self.silence_seconds,
                end_keys=self.end_keys,
            )
        )

    def _too_short(self, call: Call, recorded: Recorded, *, last: bool) -> None:
        """Forget the take and say so. Raises CallEnded if the caller has gone."""
        call.services.records.drop_recording(recorded.path)
        call.state.last = {"seconds": recorded.seconds}
        if recorded.ended == "hangup":
            raise CallEnded
        if not last:
            call.play(self.short)

    def _keep(self, call: Call, box: str, recorded: Recorded, values: Mapping[str, str]) -> str:
        """Keep the message, whether the caller is there or not. Raises ServiceError."""
        message = Message(box, recorded.path, recorded.seconds, call.effect_key(), values)
        message_id = call.services.records.keep_message(message)
        if self.notify:
            tell(call, self.notify, self.notify_path, message, message_id)
        call.assign(self.into, message_id)
        call.assign(self.seconds_into, recorded.seconds)
        call.state.last = {"message": message_id, "seconds": recorded.seconds}
        return "saved" if call.channel.up else "hung_up_saved"

    def _failed(self, call: Call, path: str, reason: str) -> str:
        if path:
            call.services.records.drop_recording(path)
        call.state.last = {"error": reason}
        return "failed"

    def _bad_place(self) -> Iterable[Complaint]:
        yield from bad_place("box", self.box, folders=False)
        yield from bad_place("path", self.path, folders=True)
        if not self.box and not self.path:
            yield Complaint(
                "box",
                "没有写信箱，也没有写文件路径",
                "the message has neither a box nor a path",
                "填写信箱，或文件路径",
                "name a box, or write a path",
            )
        if self.notify_path and not self.notify:
            yield Complaint(
                "notify",
                "写了通知路径，但没有连接",
                "there is a path to notify, and no connection",
                "填写连接，或清空路径",
                "name the connection, or leave the path empty",
            )

    def complaints(self) -> Iterable[Complaint]:
        """No place or a bad one, a shortest message longer than the longest, a review that cannot be."""
        yield from self._bad_place()
        if self.max_seconds and self.min_seconds > self.max_seconds:
            yield Complaint(
                "min_seconds",
                "最短秒数大于最长秒数",
                "the shortest message is longer than the longest",
                "请改正秒数",
                "correct the seconds",
            )
        if not self.review:
            return
        if not self.review_prompt:
            yield Complaint(
                "review_prompt",
                "要求录后确认，但没有确认提示音",
                "the message is reviewed, but no prompt names the keys for it",
                "请填写确认提示音",
                "write the review prompt",
            )
        if len({self.listen_key, self.again_key, self.keep_key}) < 3:
            yield Complaint(
                "again_key" if self.again_key == self.listen_key else "keep_key",
                "重听、重录、保存用了相同的按键",
                "two of listen, again and keep are the same key",
                "请给它们不同的按键",
                "give them different keys",
            )

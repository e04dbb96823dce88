"""Every sentence that the report on an imported Twilio Studio flow may hold."""

from __future__ import annotations

from flows.imports.report import Saying

NO_CALL = Saying(
    "no-call",
    "left",
    "触发器没有接来电（incomingCall）",
    "the trigger leads nowhere for an incoming call",
    "在流程中设定开始节点。",
    "Choose the node that the flow starts with.",
)
OTHER_TRIGGER = Saying(
    "other-trigger",
    "left",
    "触发事件 {event} 没有导入：这里的流程由来电开始",
    "the trigger {event} is left out: a flow begins with a call",
    "需要时另建流程。",
    "Make another flow of it where it is needed.",
)
UNKNOWN_WIDGET = Saying(
    "widget",
    "left",
    "组件类型 {type} 没有对应；节点 {node} 只记一条日志",
    "a widget of type {type} has no equivalent; the node {node} only writes a log line",
    "用合适的节点代替它。",
    "Put a node there that does it.",
)
NO_QUEUE = Saying(
    "queue",
    "left",
    "排队 {queue} 没有导入；节点 {node} 只记一条日志",
    "the queue {queue} is not imported; the node {node} only writes a log line",
    "用转接或呼叫节点代替它。",
    "Put a transfer or a dial there.",
)
NO_TARGET = Saying(
    "no-next",
    "left",
    "{event} 指向 {next}，但没有这个组件",
    "{event} leads to {next}, which is no widget",
    "在流程中接好这个出口。",
    "Wire the exit in the flow.",
)
NOT_SIMPLE = Saying(
    "liquid",
    "left",
    "无法翻译 Liquid：{what}（原文 {text}）",
    "this Liquid is not translated: {what} (in {text})",
    "在流程中写成表达式。",
    "Write it as an expression in the flow.",
)
SPEECH = Saying(
    "speech",
    "left",
    "语音输入没有导入：只收按键",
    "speech is not listened to: keys only",
    "为说话的来电者另想办法，例如转人工。",
    "Lead callers who speak elsewhere, such as to an agent.",
)
SOUND = Saying(
    "sound",
    "left",
    "要播放的文件 {url} 没有下载；请放为录音 {name}",
    "the file {url} was not fetched; put it there as the recorded sound {name}",
    "下载它，放进录音文件夹。",
    "Fetch it and put it into the folder of recorded sounds.",
)
EMPTY = Saying(
    "nothing-said",
    "left",
    "这个组件什么也没有播放",
    "this widget plays nothing",
    "写出要说的话。",
    "Write what it says.",
)
VOICE = Saying(
    "voice",
    "note",
    "文字由设置中的声音说出，不用 {voice}",
    "words are spoken by the voice of the settings, not by {voice}",
)
LANGUAGE = Saying(
    "language",
    "differs",
    "这段话的语言是 {language}，流程的语言是 {flow}",
    "these words are in {language}, the flow is in {flow}",
    "用 --language 选择，或加 language 节点。",
    "Choose with --language, or add a `language` node.",
)
LOOP = Saying(
    "endless",
    "differs",
    "这里没有来电者参与就会一直循环；现在最多 {times} 次，然后结束",
    "this goes round for ever if the caller does nothing; here {times} times, then the call ends",
)
CONNECTION = Saying(
    "connection",
    "left",
    '网络连接 {name} 需要在 callwright.toml 中写明：[connections.{name}] kind = "http"，url = "{url}"',
    "the web service {name} is to be named in callwright.toml: "
    '[connections.{name}] kind = "http", url = "{url}"',
    "写入设置。",
    "Write it into the settings.",
)
SECRET = Saying(
    "secret",
    "left",
    "地址里有用户名或密码，没有写进流程",
    "the address holds a user or a password, which was not written into the flow",
    "写入该连接的设置。",
    "Write it into the settings of the connection.",
)
GATEWAY = Saying(
    "gateway",
    "left",
    "呼叫 {to} 需要网关，这里暂写 {gateway}",
    "dialling {to} needs a gateway; {gateway} stands for it here",
    "改成交换机上的网关名。",
    "Write the name of a gateway of the switch.",
)
DIAL_KIND = Saying(
    "dial-kind",
    "left",
    "呼叫 {noun} {to} 没有对应",
    "dialling the {noun} {to} has no equivalent",
    "写明目标。",
    "Name a target.",
)
RECORDED_TALK = Saying(
    "recorded-talk",
    "left",
    "通话录音没有导入",
    "the talk is not recorded",
    "在交换机上录音。",
    "Record it on the switch.",
)
HANGUP_EVENT = Saying(
    "hangup-event",
    "left",
    "来电者挂机后去 {next}，没有导入",
    "what follows the caller's hang-up ({next}) is not imported",
    "用流程的挂机处理。",
    "Use the flow's hang-up handler.",
)
SUBFLOW = Saying(
    "subflow",
    "left",
    "子流程 {sid} 要另外导入；这里叫 {name}",
    "the sub-flow {sid} is to be imported by itself; it is called {name} here",
    "导入它，并改好名称和返回名。",
    "Import it, and mend its name and its return names here.",
)
TRANSCRIBED = Saying(
    "transcribed",
    "left",
    "录音不会转成文字，也不会回调 {url}",
    "the recording is not transcribed, and nobody calls {url} back",
    "由保存留言的地方处理。",
    "Let whoever keeps the messages do it.",
)
CONDITION = Saying(
    "condition",
    "left",
    "比较方式 {type} 没有对应，已略去",
    "the comparison {type} has no equivalent and is left out",
    "在流程中写成表达式。",
    "Write it as an expression in the flow.",
)
SEND_KEYS = Saying(
    "send-keys",
    "differs",
    "发送按键 {keys} 由交换机的应用 send_dtmf 完成",
    "the keys {keys} are sent by the application send_dtmf of the switch",
)
PLAYED_ONCE = Saying(
    "played-for-ever",
    "differs",
    "loop 为 0（一直播放），这里播放 {times} 次",
    "loop is 0, for ever; here it is played {times} times",
)
UNREACHED = Saying(
    "unreached",
    "note",
    "没有路径通到这个组件，没有导入",
    "no way leads to this widget; it is left out",
)
MISSING_PART = Saying(
    "missing-part",
    "differs",
    "回答中缺少 {path} 时从 failed 离开；Studio 则得到空值",
    "an answer without {path} leaves by failed; Studio has an empty value then",
    "给取值写一个缺省值。",
    "Give the row a default.",
)

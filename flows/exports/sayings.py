"""Every sentence that the report on an export may hold."""

from __future__ import annotations

from flows.imports.report import Both, Saying
from flows.model import FlowNode


class Refused(Exception):
    """A flow cannot be said as a menu: a sentence, the node it is about, and its values."""

    def __init__(self, saying: Saying, node: FlowNode | None = None, **values: object) -> None:
        super().__init__(saying.code)
        self.saying = saying
        self.node = node
        self.values = values


NO_NODE = Both("没有开始节点", "it has no start")

NO_MENU = Saying(
    "no-menu",
    "left",
    "流程 {flow} 不是简单菜单：{reason}",
    "the flow {flow} is no simple menu: {reason}",
    "只有以 menu 节点开头、或由 ivr 菜单导入的流程可以导出。",
    "Export flows that begin with a `menu` node, or that were imported from an ivr menu.",
)
NO_NODE_TYPE = Saying(
    "node",
    "left",
    "菜单里没有与节点类型 {type} 对应的动作",
    "a menu has no action for a node of the type {type}",
    "去掉这个节点，或让交换机的拨号计划来做。",
    "Take the node out, or let an extension of the switch do it.",
)
NO_PROMPT = Saying(
    "prompt",
    "left",
    "{param} 不能写成交换机的声音：只能是录音、静音、信号音，或单独一段固定的话",
    "{param} cannot be written as a sound of the switch: only recordings, silence and tones, "
    "or fixed words by themselves",
    "换成录音。",
    "Use recorded sounds.",
)
SEVERAL_LANGUAGES = Saying(
    "languages",
    "left",
    "{param} 有多种语言或多次重试的内容，菜单只有一种",
    "{param} differs by language or attempt; a menu has one prompt",
    "每种语言导出一个流程。",
    "Export a flow for each language.",
)
NO_PARAMETER = Saying(
    "parameter",
    "left",
    "{param} 的值 {value} 在菜单里没有对应",
    "a menu cannot say {param} {value}",
    "改用能导出的值。",
    "Use a value that can be exported.",
)
NO_VALUE = Saying(
    "value",
    "left",
    "{param} 里有变量，菜单没有变量",
    "{param} holds a value of the flow, and a menu has no variables",
    "写成固定的内容。",
    "Write fixed words.",
)
NO_HANDLERS = Saying(
    "handlers",
    "left",
    "流程有挂机、出错或按键处理，菜单没有",
    "the flow handles hang-ups, errors or keys, and a menu does not",
    "去掉这些处理。",
    "Take the handlers out.",
)
NO_FLOW = Saying(
    "no-flow",
    "left",
    "找不到流程 {name}，或它有错误",
    "the flow {name} is not there, or has errors",
    "先用 callwright check 检查。",
    "Look at it with callwright check.",
)
NOT_THE_SAME = Saying(
    "not-the-same",
    "left",
    "菜单不会像这个流程一样运行：{what}",
    "a menu would not do what the flow does: {what}",
    "让流程回到导入时的样子，或只用一个 menu 节点。",
    "Bring the flow back to what was imported, or use a single `menu` node.",
)
ATTEMPTS = Saying(
    "attempts",
    "differs",
    "交换机分别计算无按键和按错，没有总次数 {attempts}",
    "the switch counts silences and wrong keys apart and has no total of {attempts}",
)
WRONG_KEY = Saying(
    "wrong-key",
    "differs",
    "菜单有多位按键：按错时交换机要等键间时间才提示，这里立即提示",
    "the menu has entries of several keys: after a wrong key the switch waits for more, the flow does not",
)
SPOKEN = Saying(
    "spoken",
    "differs",
    "“{text}”由交换机自己的语音合成说出（需设 tts-engine 和 tts-voice）",
    "'{text}' is spoken by the switch's own speech engine (it needs tts-engine and tts-voice)",
)
SIDE_WAY = Saying(
    "side-way",
    "differs",
    "出口 {exit} 之后的步骤（{to}）菜单说不了，交换机会直接挂断或回到菜单",
    "what follows the exit {exit} ({to}) cannot be said in a menu: the switch hangs up or goes back to it",
)
OVERLAP = Saying(
    "overlap",
    "left",
    "按键 {keys} 同时符合 {pattern}，交换机会两项都执行",
    "the keys {keys} also fit {pattern}, and the switch would do both",
    "让按键互不重叠。",
    "Let the keys not overlap.",
)
RESULT = Saying(
    "result",
    "differs",
    "挂机结果 {result} 不会带到交换机",
    "the result {result} of the call is not known to the switch",
)
AFTER = Saying(
    "after-ivr",
    "note",
    "在拨号计划中 ivr 之后加 hangup，否则会继续执行后面的动作",
    "put `hangup` behind `ivr` in the dial plan, or the call goes on there",
)

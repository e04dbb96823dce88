"""CW4xx: how nodes and flows lead to each other."""

from __future__ import annotations

from flows.codes.table import code

NO_START = code(
    "CW401",
    "error",
    "No start",
    zh="流程没有起点：start=“{start}”不是节点",
    en="the flow has no start: start='{start}' is no node",
    cure_zh="在 <flow> 上写 start，指向第一个节点。",
    cure_en="Name the first node by `start` in <flow>.",
    why="A call begins at the node that `start` names.",
)
NOWHERE = code(
    "CW402",
    "error",
    "An exit to nowhere",
    zh="出口 {exit} 指向 {to}，没有这个节点{hint}",
    en="the exit {exit} leads to {to}, which is no node{hint}",
    cure_zh="改接到一个存在的节点。",
    cure_en="Lead it to a node that exists.",
    why="The node was deleted or renamed, or its id is misspelt.",
)
UNWIRED = code(
    "CW403",
    "error",
    "An exit left open",
    zh="出口 {exit} 没有接",
    en="the exit {exit} leads nowhere",
    cure_zh="把它接到一个节点。",
    cure_en="Lead it to a node.",
    why="A caller who leaves by it would hear nothing more. Only `error` and `hangup` may be left open: they "
    "fall to the flow's handlers.",
)
NO_SUCH_EXIT = code(
    "CW404",
    "error",
    "An exit that the node does not have",
    zh="节点没有出口 {exit}{hint}",
    en="the node has no exit {exit}{hint}",
    cure_zh="删去它，或改正名字。",
    cure_en="Delete it, or mend its name.",
    why="The exits of a node follow from its type and its parameters; a row may have been renamed.",
)
UNREACHABLE = code(
    "CW405",
    "warning",
    "An unreachable node",
    zh="从起点和各处理入口都到不了这个节点",
    en="no way leads here, neither from the start nor from a handler",
    cure_zh="把某个出口接到它，或删去它。",
    cure_en="Lead an exit here, or delete the node.",
    why="It never runs. Other nodes that only it leads to are reported too.",
)
DEAD_END = code(
    "CW406",
    "error",
    "A dead end",
    zh="节点的出口一个也没有接，来电者在这里无路可走",
    en="none of its exits leads anywhere: callers are lost here",
    cure_zh="接上它的出口（{exits}）；要结束就接到 hangup 或 return。",
    cure_en="Lead its exits ({exits}) on; to end, lead them to a `hangup` or `return`.",
    why="A flow ends with a node that ends it: `hangup`, `return`, `jump`, or a transfer that succeeds.",
)
ENDLESS = code(
    "CW407",
    "error",
    "A circle that nothing ends",
    zh="这些节点成圈，圈上没有来电者的按键，也没有有上限的循环：{circle}",
    en="these nodes go round in a circle that no caller and no cap ends: {circle}",
    cure_zh="让圈上有一个由来电者引起的出口，或用 loop 节点限定次数。",
    cure_en="Have an exit in it that the caller causes, or bound it with a `loop` node.",
    why="Each circle needs an exit that the caller causes (a key pressed, not silence) or the `body` of a "
    "`loop`. Otherwise a call could go round for ever, with nobody listening. Circles through `jump` and "
    "through sub-flows count too. A disabled node runs nothing, so its exit is never the caller's.",
)
HANDLER_NOWHERE = code(
    "CW408",
    "error",
    "A handler to nowhere",
    zh="{handler} 的处理指向 {to}，没有这个节点{hint}",
    en="the handler of {handler} leads to {to}, which is no node{hint}",
    cure_zh="改接到一个存在的节点。",
    cure_en="Lead it to a node that exists.",
    why="The node was deleted or renamed, or its id is misspelt.",
)
MEDIA_AFTER_HANGUP = code(
    "CW409",
    "error",
    "Sound after hang-up",
    zh="挂机之后会走到这个节点，但来电者已经不在，听不到也按不了键{where}",
    en="a hang-up leads here, but nobody is there to hear it or press a key{where}",
    cure_zh="挂机处理中只用不放音、不收号的节点。",
    cure_en="Use only nodes without sound and keys after a hang-up.",
    why="When the caller has gone, a node that plays or listens cannot do its work. This holds for every "
    "node that can be reached from the handler, or from a node's own exit `hangup`, also in called flows.",
)
RECURSION = code(
    "CW410",
    "error",
    "A flow that calls itself",
    zh="流程互相调用成圈：{circle}",
    en="flows call each other in a circle: {circle}",
    cure_zh="用 jump 或 loop 代替，或把公共部分放进另一个流程。",
    cure_en="Use `jump` or `loop` instead, or put the common part into a flow of its own.",
    why="Each call waits for the return of the next, so that the stack would grow until the call is ended.",
)
NO_SUCH_FLOW = code(
    "CW411",
    "error",
    "A flow that cannot be found",
    zh="找不到流程 {name}：没有 {name}.flow.xml",
    en="there is no flow {name}: no file {name}.flow.xml",
    cure_zh="把文件放在本流程旁边或设置的流程文件夹里，或改正名字。",
    cure_en="Put the file beside this flow or into the folder of flows, or mend the name.",
    why="A flow is named without folder and ending; it is looked for beside its caller, then in the folder "
    "of the settings.",
)
RETURN_MISSING = code(
    "CW412",
    "error",
    "A return that the caller does not expect",
    zh="流程 {flow} 会以 {name} 返回，这里没有这个返回名称",
    en="flow {flow} may return by {name}, which is no return name here",
    cure_zh="在 returns 中加一行 {name}，并接上这个出口。",
    cure_en="Add a row {name} to `returns`, and lead the exit on.",
    why="A return by a name that its caller does not have would be an error in the middle of a call.",
)
RETURN_NEVER = code(
    "CW413",
    "warning",
    "A return that never happens",
    zh="流程 {flow} 从不以 {name} 返回{hint}",
    en="flow {flow} never returns by {name}{hint}",
    cure_zh="删去这一行，或在 {flow} 中加上 return。",
    cure_en="Delete the row, or add the `return` to {flow}.",
    why="No `return` of this name can be reached in the called flow.",
)
NO_SUCH_INPUT = code(
    "CW414",
    "error",
    "A value that the called flow does not take",
    zh="流程 {flow} 没有输入变量 {name}{hint}",
    en="flow {flow} has no input variable {name}{hint}",
    cure_zh='在 {flow} 中声明 <variable name="{name}" input="yes">，或删去这一行。',
    cure_en='Declare <variable name="{name}" input="yes"> in {flow}, or delete the row.',
    why="Values are handed to variables that the called flow declares as inputs, and to no others.",
)
INPUT_MISSING = code(
    "CW415",
    "error",
    "A called flow lacks an input",
    zh="没有给流程 {flow} 的输入变量 {name} 传值",
    en="flow {flow} needs a value for its input {name}",
    cure_zh="在 in 中加一行 {name}，或在 {flow} 中给它初值。",
    cure_en="Add a row {name} to `in`, or give it a first value in {flow}.",
    why="An input variable without a first value must be given by every caller.",
)
NO_SUCH_OUTPUT = code(
    "CW416",
    "error",
    "A value that the called flow never returns",
    zh="流程 {flow} 的 return 从不交回 {name}{hint}",
    en="no `return` of flow {flow} gives a value {name}{hint}",
    cure_zh="在 {flow} 的 return 中加上 {name}，或删去这一行。",
    cure_en="Add {name} to the values of a `return` in {flow}, or delete the row.",
    why="What comes back is what the `return` that was reached gives.",
)
TOO_NESTED = code(
    "CW417",
    "error",
    "Flows nested too deeply",
    zh="流程调用嵌套 {depth} 层，最多 {limit} 层",
    en="flows call each other {depth} deep; {limit} is the most",
    cure_zh="减少嵌套；不需要返回的地方用 jump。",
    cure_en="Nest less; use `jump` where no return is needed.",
    why="The engine bounds the stack of flows of a call.",
)

"""CW2xx: nodes against what their types declare."""

from __future__ import annotations

from flows.codes.table import code

UNKNOWN_TYPE = code(
    "CW201",
    "error",
    "An unknown node type",
    zh="没有名为 {type} 的节点类型{hint}",
    en="no node type is called {type}{hint}",
    cure_zh="检查拼写，或安装带有这个类型的扩展。",
    cure_en="Check its spelling, or install the package that brings it.",
    why="docs/nodes.md lists the types that ship; others come with packages of the entry point group "
    "`callwright.nodes`. The node is kept as it is when the flow is saved.",
)
MISSING_PARAMETER = code(
    "CW202",
    "error",
    "A missing parameter",
    zh="缺少“{title}”",
    en="it is required ({title})",
    cure_zh="填写这个参数。",
    cure_en="Give the parameter a value.",
    why="The node type cannot do without this parameter, and it has no default.",
)
BAD_PARAMETER = code(
    "CW203",
    "error",
    "A bad parameter",
    zh="{reason}",
    en="{reason}",
    cure_zh="按 docs/nodes.md 中的说明改正。",
    cure_en="Mend it; docs/nodes.md says what the parameter takes.",
    why="The value does not fit the kind of the parameter.",
)
UNKNOWN_PARAMETER = code(
    "CW204",
    "error",
    "An unknown parameter",
    zh="{type} 没有这个参数{hint}",
    en="{type} has no such parameter{hint}",
    cure_zh="检查拼写，或删去。",
    cure_en="Check its spelling, or delete it.",
    why="The node type declares no parameter or column of this name. It is kept when the flow is saved.",
)
WRONG_FORM = code(
    "CW205",
    "error",
    "A parameter in another form",
    zh="应写成{wanted}，而不是{found}",
    en="it is written as {wanted}, not as {found}",
    cure_zh="按 docs/flow-format.md 中的写法改。",
    cure_en="Write it as docs/flow-format.md shows.",
    why="A parameter is a text in `<param>`, a table of `<row>`s in `<param>`, or `<prompt>` elements. Which "
    "of them, its kind decides.",
)
EXIT_TAKEN = code(
    "CW206",
    "error",
    "A row takes a name that is taken",
    zh="出口名 {exit} 已由节点本身使用",
    en="the exit name {exit} is the node's own",
    cure_zh="给这一行的出口换个名字。",
    cure_en="Give the row's exit another name.",
    why="Exits that rows name stand beside those that the node always has, and beside `error` and `hangup`.",
)
COMPLAINT = code(
    "CW207",
    "error",
    "Parameters that do not go together",
    zh="{reason}",
    en="{reason}",
    cure_zh="{cure}",
    cure_en="{cure}",
    why="Each value is right by itself; the node type objects to them together. Some are warnings.",
)
CANNOT_DISABLE = code(
    "CW208",
    "error",
    "A disabled node without an exit",
    zh="{type} 没有出口，不能停用",
    en="{type} has no exit, so it cannot be disabled",
    cure_zh="启用它，或删去它并改接指向它的出口。",
    cure_en="Enable it, or delete it and mend the exits that lead to it.",
    why="A disabled node is passed by its first exit. This type ends the flow and has none.",
)

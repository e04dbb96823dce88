"""CW3xx: variables, expressions and templates."""

from __future__ import annotations

from flows.codes.table import code

BAD_EXPRESSION = code(
    "CW301",
    "error",
    "A bad expression",
    zh="表达式有误：{reason}",
    en="the expression is wrong: {reason}",
    cure_zh="{cure}",
    cure_en="{cure}",
    why="It is not understood, or asks for something that expressions may not do.",
)
BAD_TEMPLATE = code(
    "CW302",
    "error",
    "A bad template",
    zh="模板有误：{reason}",
    en="the template is wrong: {reason}",
    cure_zh="{cure}",
    cure_en="{cure}",
    why="It is not understood, or asks for something that templates may not do. A brace that is to be "
    "spoken or written stands in quotes: `{{ '{' }}`.",
)
UNKNOWN_NAME = code(
    "CW303",
    "error",
    "An unknown name",
    zh="没有变量 {name}{hint}",
    en="there is no variable {name}{hint}",
    cure_zh="在 <variables> 中声明它，或改正拼写；文字要加引号。",
    cure_en="Declare it in <variables>, or mend its spelling; words stand in quotes.",
    why="Every name in an expression is a declared variable of this flow, or a system variable.",
)
UNKNOWN_ATTRIBUTE = code(
    "CW304",
    "error",
    "An unknown system variable",
    zh="没有系统变量 {path}{hint}",
    en="there is no system variable {path}{hint}",
    cure_zh="见 docs/system-variables.md。",
    cure_en="docs/system-variables.md lists them.",
    why="`call`, `line`, `now` and `today` have fixed parts.",
)
UNDECLARED = code(
    "CW305",
    "error",
    "A result for an undeclared variable",
    zh="要存入的变量 {name} 没有声明{hint}",
    en="the variable {name} that receives a value is not declared{hint}",
    cure_zh="在 <variables> 中声明它。",
    cure_en="Declare it in <variables>.",
    why="A result goes into a declared variable only, so that its type and its sensitivity are known.",
)
UNSET = code(
    "CW306",
    "error",
    "A variable used before it is set",
    zh="变量 {name} 在有的路径上还没有值{how}",
    en="the variable {name} has no value yet on some path{how}",
    cure_zh="给它一个初值，先赋值，或写 {name}|default('')。",
    cure_en="Give it a first value, set it before, or write {name}|default('').",
    why="There is a way from the start, or from a handler, to this node on which nothing sets the variable. "
    "Handlers may be entered from anywhere, so only first values and input variables are sure there. An exit "
    "such as `no_input`, `failed` or `none` sets nothing. `is defined` in a condition is understood.",
)
UNUSED = code(
    "CW307",
    "warning",
    "A variable that nobody uses",
    zh="变量 {name} 从未使用",
    en="the variable {name} is never used",
    cure_zh="删去这个声明。",
    cure_en="Delete its declaration.",
    why="It is declared, but no expression reads it and no node sets it; often a misspelt name stands near.",
)
BAD_PATTERN = code(
    "CW308",
    "error",
    "A bad pattern",
    zh="{reason}",
    en="{reason}",
    cure_zh="{cure}",
    cure_en="{cure}",
    why="Patterns are regular expressions of RE2, which takes the same time for any input.",
)
BAD_VALUE = code(
    "CW309",
    "error",
    "A first value of another type",
    zh="变量 {name} 的初值“{value}”不是 {type}",
    en="the first value '{value}' of {name} is no {type}",
    cure_zh="改正 value，或改类型。",
    cure_en="Mend the value, or the type.",
    why="A first value is converted to the type of its variable when a call begins.",
)
RESERVED_NAME = code(
    "CW310",
    "error",
    "A reserved name",
    zh="{name} 是系统变量，不能声明",
    en="{name} is a system variable and cannot be declared",
    cure_zh="换一个名字。",
    cure_en="Choose another name.",
    why="`call`, `line`, `now`, `today` and `last` belong to the system.",
)

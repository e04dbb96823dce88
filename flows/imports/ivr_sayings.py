"""Every sentence that the report on an imported `ivr` menu may hold."""

from __future__ import annotations

from flows.imports.report import Saying

NO_MENU = Saying(
    "no-menu",
    "left",
    "文件中没有 <menu>",
    "there is no <menu> in the file",
    "请给出 ivr.conf.xml，或 ivr_menus 文件夹中的文件。",
    "Name ivr.conf.xml, or a file of the folder ivr_menus.",
)
SAME_NAME = Saying(
    "same-name",
    "differs",
    "菜单 {name} 已经出现过；交换机只用第一个，这里也是",
    "there is a menu {name} before; the switch uses the first one, and so does this",
)
UNKNOWN_ATTRIBUTE = Saying(
    "unknown-attribute",
    "note",
    "交换机不认识属性 {name}，已忽略",
    "the switch does not know the attribute {name}; it is left out",
)
INCLUDE_REFUSED = Saying(
    "include-refused",
    "left",
    "没有读入 {what}：{reason}",
    "{what} was not included: {reason}",
    "单独导入那个文件。",
    "Import that file by itself.",
)
UNKNOWN_GLOBAL = Saying(
    "unknown-variable",
    "left",
    "不知道全局变量 $${{{name}}} 的值",
    "nobody says what the global variable $${{{name}}} is",
    "用 --set {name}=值 给出，或改好流程里的文字。",
    "Give it with --set {name}=VALUE, or mend the text in the flow.",
)
CHANNEL_VARIABLE = Saying(
    "channel-variable",
    "left",
    "“{text}”里有通道变量，这里不会展开",
    "'{text}' holds a channel variable, which is not expanded here",
    "改用流程的变量或系统变量。",
    "Use a variable of the flow or a system variable instead.",
)
NO_MACRO = Saying(
    "no-macro",
    "left",
    "找不到语音短语 {name}，已换成名为 {sound} 的录音",
    "the phrase {name} was not found; a recorded sound {sound} stands for it",
    "用 --phrases 给出语言文件夹，或录制这段声音。",
    "Name the folder of phrases with --phrases, or record that sound.",
)
MACRO_PART = Saying(
    "macro-part",
    "left",
    "语音短语 {name} 中的 {what} 没有对应，已略去",
    "{what} in the phrase {name} has no equivalent and is left out",
    "在流程里用合适的片段补上。",
    "Put what fits into the prompt.",
)
MACRO_DEEP = Saying(
    "macro-deep",
    "left",
    "语音短语 {name} 嵌套过深",
    "the phrase {name} is nested too deeply",
    "在流程里写出它的内容。",
    "Write its content into the prompt.",
)
SOUND_PART = Saying(
    "sound-unknown",
    "left",
    "声音“{text}”没有对应，已略去",
    "the sound '{text}' has no equivalent and is left out",
    "换成录音或要说的文字。",
    "Use a recorded sound, or words to speak.",
)
SOUND_RENAMED = Saying(
    "sound-renamed",
    "note",
    "文件 {text} 在这里叫 {name}",
    "the file {text} is called {name} here",
)
SPOKEN = Saying(
    "spoken",
    "note",
    "“{text}”由设置中的声音说出，不用交换机的 tts-engine 和 tts-voice",
    "'{text}' is spoken by the voice of the settings, not by tts-engine and tts-voice",
)
NO_GREETING = Saying(
    "no-greeting",
    "differs",
    "没有 greet-long：交换机不等按键就算一次失败；这里先静音再等",
    "there is no greet-long: the switch counts a failure without listening; here it listens after a silence",
    "补上欢迎语。",
    "Write a greeting.",
)
NO_KEYS = Saying(
    "no-keys",
    "differs",
    "digit-len 为 0 且没有固定按键：交换机从不收键；这里最多收 {count} 个",
    "digit-len is 0 and no entry has fixed keys: the switch never collects; here up to {count} keys "
    "are taken",
    "给出 digit-len。",
    "Give a digit-len.",
)
BAD_ENTRY = Saying(
    "bad-entry",
    "left",
    "交换机不接受这一项（action {action}、digits {digits}），整个菜单因此无效；这里略去这一项",
    "the switch does not take this entry (action {action}, digits {digits}) and refuses the whole "
    "menu; it is left out",
    "改正这一项。",
    "Correct the entry.",
)
PLAYBACK_ALIAS = Saying(
    "menu-playback",
    "differs",
    "交换机没有 menu-playback，会拒绝整个菜单；这里当作 menu-play-sound",
    "the switch has no menu-playback and refuses the whole menu; here it counts as menu-play-sound",
)
BAD_PATTERN = Saying(
    "bad-pattern",
    "left",
    "无法使用表达式 {pattern}：{reason}",
    "the pattern {pattern} cannot be used: {reason}",
    "按 RE2 的写法改好，或写成固定按键。",
    "Write it as RE2 has it, or as fixed keys.",
)
BOTH_PATTERNS = Saying(
    "both-patterns",
    "differs",
    "{example} 同时符合 {first} 和 {second}：交换机两项都执行，这里只执行第一项",
    "{example} fits both {first} and {second}: the switch does both entries, here only the first",
    "让表达式互不重叠。",
    "Let the patterns not overlap.",
)
MAYBE_BOTH = Saying(
    "maybe-both",
    "note",
    "没有检查 {first} 和 {second} 是否会同时符合；若会，交换机两项都执行，这里只执行第一项",
    "whether anything fits both {first} and {second} was not tried out; the switch would do both "
    "entries then",
)
GROUP = Saying(
    "group",
    "left",
    "无法用表达式取得 {group}（出自 {pattern}）",
    "{group} of {pattern} cannot be written as an expression",
    "在流程里改写目标。",
    "Write the target into the flow.",
)
NO_SUB = Saying(
    "no-submenu",
    "left",
    "没有子菜单 {name}：交换机会在这里结束，这里也是",
    "there is no menu {name}: the switch ends here, and so does the flow",
    "把它所在的文件一并导入。",
    "Import the file that holds it as well.",
)
NESTED = Saying(
    "nested-return",
    "differs",
    "{name} 已在途中：交换机会把它再套一层，它结束后回到这里；这里直接回到已在途中的那一层",
    "{name} is on the way here already: the switch nests it once more and comes back here when it ends; "
    "the flow goes back to the one it came from",
)
SUB_EXIT_SOUND = Saying(
    "sub-exit-sound",
    "note",
    "子菜单的 exit-sound 在交换机里听不到，这里也没有",
    "the exit-sound of a sub-menu is never heard on the switch, and not here either",
)
CONFIRM_NEVER = Saying(
    "confirm-never",
    "differs",
    "有 confirm-macro 而没有 confirm-key：交换机会拒绝每次输入；这里不要求确认",
    "a confirm-macro without a confirm-key makes the switch reject every entry; here nothing is confirmed",
    "给出 confirm-key。",
    "Give a confirm-key.",
)
PIN = Saying(
    "pin",
    "note",
    "口令现在写在流程文件里",
    "the PIN now stands in the flow file",
    "改用 query 检查口令更安全。",
    "A `query` that checks it would be safer.",
)
NO_APPLICATION = Saying(
    "no-application",
    "left",
    "menu-exec-app 没有写应用：交换机会在这里结束，这里也是",
    "menu-exec-app names no application: the switch ends here, and so does the flow",
    "写明应用。",
    "Name an application.",
)
OTHER_DIALPLAN = Saying(
    "other-dialplan",
    "left",
    "转接到拨号计划 {dialplan}（{target}）没有对应，已改为默认的 XML 拨号计划",
    "a transfer into the dial plan {dialplan} ({target}) has no equivalent; it goes to the XML dial plan",
    "在 XML 拨号计划里加一个分机来完成它。",
    "Give the XML dial plan an extension that does it.",
)
BAD_TARGET = Saying(
    "bad-target",
    "left",
    "“{target}”不能作为转接目标",
    "'{target}' is no target of a transfer",
    "改成号码或分机。",
    "Write a number or an extension.",
)
APPLICATION = Saying(
    "application",
    "note",
    "应用 {name} 原样交给交换机执行",
    "the application {name} is run by the switch as it is",
)
BRIDGE = Saying(
    "bridge-application",
    "differs",
    "bridge {target} 不是网关、用户或回环，作为应用执行：通话中引擎故障会中断通话",
    "bridge {target} goes to no gateway, user or loopback and is run as an application: "
    "a loss of the engine cuts the talk",
    "经网关呼叫时改用 dial 节点。",
    "Use a `dial` node where a gateway can be named.",
)
BRIDGE_FAILS = Saying(
    "bridge-fails",
    "differs",
    "呼叫不成功时，交换机按通道变量决定是否挂断；这里无人接听回到菜单，其余挂断",
    "when the call fails, variables of the channel decide whether the switch hangs up; "
    "here no answer leads back to the menu, all else hangs up",
)
PLAYED_KEYS = Saying(
    "played-keys",
    "differs",
    "播放中按的键在交换机里会丢失，这里算作菜单的下一次输入",
    "keys pressed while it plays are lost on the switch; here they count for the menu that follows",
)
HANGUP_CAUSE = Saying(
    "hangup-cause",
    "differs",
    "挂机原因 {cause} 没有对应，改为 NORMAL_CLEARING",
    "the cause {cause} has no equivalent; it is NORMAL_CLEARING here",
)
ENTRY_TIME = Saying(
    "entry-time",
    "differs",
    "交换机还限制整个输入不超过 {seconds} 秒（从提示音结束算起），这里只限制首键和键间",
    "the switch also ends an entry {seconds} s after the greeting's end; here only the first key and the "
    "time between keys are bounded",
)
AFTER_IVR = Saying(
    "after-ivr",
    "note",
    "菜单结束后，交换机继续执行拨号计划中 ivr 之后的动作；流程在这里挂机",
    "when the menu ends, the switch goes on behind `ivr` in its dial plan; the flow hangs up",
    "让节点 over 改去后面的步骤。",
    "Lead on from the node `over` to whatever comes there.",
)
ENDS_EARLY = Saying(
    "ends-early",
    "differs",
    "同样的按键还有后面的项目：交换机也会执行它们，这里到此为止",
    "there are further entries for the same keys: the switch does them as well, the flow ends here",
)

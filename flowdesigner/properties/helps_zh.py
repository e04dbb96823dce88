"""The help of parameters in Chinese, by the English that their declarations hold."""

from __future__ import annotations

CHINESE: dict[str, str] = {
    "Seconds of ringing, before the mode is done.": "先振铃若干秒，再按方式处理。",
    "Such as `send_display`; with `api` such as `uuid_dump`.": (
        "例如 `send_display`；选 `api` 时例如 `uuid_dump`。"
    ),
    "0: until it ends.": "0：直到它结束。",
    "What it answered.": "它返回的内容。",
    "An expression: caller_age >= 60 and vip.": "表达式，例如 caller_age >= 60 and vip。",
    "`try` 2 is heard at the second attempt, and so on.": "“第 2 次起”的版本在第二次提示时播放，依此类推。",
    "Heard instead of the prompt from the second attempt on; empty: the prompt again.": (
        "从第二次起代替提示音；空：重播提示音。"
    ),
    "Heard after silence, before the prompt is repeated; `try` 2 after the second silence.": (
        "没有按键时、重复提示之前播放；“第 2 次起”的版本用于第二次无按键之后。"
    ),
    "Heard after a wrong entry, before the prompt is repeated; `try` 2 after the second one.": (
        "按错时、重复提示之前播放；“第 2 次起”的版本用于第二次按错之后。"
    ),
    "From the end of the prompt to the first key.": "从提示音结束到第一个按键。",
    "Between two keys; then the entry counts as complete.": "两个按键之间；超过即视为输入完毕。",
    "Attempts of every sort in all.": "各种情况合计的次数。",
    "So many silences end it.": "无按键达到这个次数即结束。",
    "So many wrong entries end it.": "按错达到这个次数即结束。",
    "Keys pressed before the prompt began count.": "提示音开始之前按的键也算。",
    "A key cuts the prompts short.": "按键会打断提示音。",
    "Digits, letters and * # + . _ - once it is filled in.": "代入值之后只含数字、字母和 * # + . _ -。",
    "A gateway, a user of the switch, its dial plan.": "网关、交换机的话机用户，或拨号方案。",
    "The gateway's name; the user's domain; the context (default).": (
        "网关名称；用户的域；拨号方案的上下文（默认 default）。"
    ),
    "In the order `weighted`: 2 comes first twice as often.": "按权重时：2 排在最前的机会是 1 的两倍。",
    "`weighted`: in turn, the first by chance and weight.": "按权重：依次呼叫，先后由权重随机决定。",
    "For each, when in turn.": "依次呼叫时指每一个。",
    "What the target sees; empty: the switch's.": "对方看到的号码；空：交换机的号码。",
    "What the target sees.": "对方看到的名称。",
    "Heard while it rings; empty: the ringing tone.": "振铃期间播放；空：回铃音。",
    "Heard by whoever answers, before they talk; the caller goes on hearing the music.": (
        "接听者在通话前听到；来电者继续听音乐。"
    ),
    "Whoever answers presses it to take the call, so that no voice-mail box does; `none`: no key.": (
        "接听者按此键才接通，以免接到语音信箱；none：不需按键。"
    ),
    "Names the key; repeated until it is pressed.": "告诉接听者按哪个键；重复播放直到按下。",
    "From the answer on; then it counts as not answered.": "从应答起计；超过视为无人接听。",
    "0: as long as they like.": "0：不限时长。",
    "The talk; `stereo`: the caller on the left.": "通话录音；双声道：来电者在左声道。",
    "The box of the recording; it may hold `{{ }}`.": "录音所在的信箱；可以含 `{{ }}`。",
    "The path of its file; empty: nothing was recorded.": "录音文件的路径；空：没有录音。",
    "Shown to the other side's software.": "传给对方的软件。",
    "Such as X-Case-Number.": "例如 X-Case-Number。",
    "An expression; words stand in quotes: 'open'.": "表达式；文字要加引号，例如 'open'。",
    "The variable that receives the number.": "接收号码的变量。",
    "The entry is complete at this length.": "达到这个位数即输入完毕。",
    "It is not a part of the number.": "它不算在号码里。",
    "It leaves by `cancelled`.": "从出口 `cancelled` 离开。",
    "Such as `11, 18` or `7-8`.": "例如 `11, 18` 或 `7-8`。",
    "A regular expression for the whole number.": "与整个号码匹配的正则表达式。",
    "YYYYMMDD, DDMMYYYY, MMDD, YYYYMM ...": "YYYYMMDD、DDMMYYYY、MMDD、YYYYMM 等。",
    "By the numbering plan of mainland China.": "按中国大陆的号码规则。",
    "True if the number is right; it stands in `last.digits`.": "号码正确时为真；号码在 `last.digits` 里。",
    "What statistics count this call as.": "统计时这通电话归为哪一类。",
    "As Q.850 has it, in FreeSWITCH's words.": "Q.850 的原因，用 FreeSWITCH 的名称。",
    "Its name in the calendar.": "日历里这一天的名称。",
    "A date and time; empty: now.": "日期和时间；空：现在。",
    "A web service of the settings file.": "设置文件里的网络服务。",
    "Under the connection's address: cases/{{ case_no }}": "接在连接的地址之后，例如 cases/{{ case_no }}",
    "What follows the `?`.": "地址中 `?` 之后的部分。",
    "The body as a JSON object or a form.": "请求内容，作为 JSON 对象或表单。",
    'Instead of fields: {"name": "{{ name }}"}': '代替各字段，例如 {"name": "{{ name }}"}',
    "data.items[0].name; status; body; headers.location": (
        "例如 data.items[0].name、status、body、headers.location"
    ),
    "Without one, a part that is missing has failed.": "不写时，缺少这一部分即为失败。",
    "The answer: parsed if the variable is a row, rows or a list, else its text.": (
        "回答：变量是行、多行或列表时经过解析，否则是原文。"
    ),
    "For each attempt.": "每次尝试的时间。",
    "When the service cannot be reached.": "连不上服务时尝试的次数。",
    "Repeated until the answer is there.": "重复播放，直到有回答。",
    "Input variables of the other flow.": "另一流程的输入变量。",
    "A language tag: zh-CN, en, yue.": "语言标签：zh-CN、en、yue。",
    "Empty: the usual voice of the language.": "空：这种语言的常用嗓音。",
    "Languages to try next, separated by commas: en, zh-CN.": "依次尝试的其他语言，用逗号分开：en, zh-CN。",
    "A number; or leave it empty and name a list.": "次数；或者留空并给出列表。",
    "A list, or the rows of a query.": "列表，或查询得到的各行。",
    "1 in the first round.": "第一轮为 1。",
    "Never more rounds than this.": "轮数绝不超过它。",
    "An exit a row, with the keys that lead to it.": "每行一个出口，以及通向它的按键。",
    "`1`; `1 9` is either; `2XX` is 2 and two more digits.": (
        "`1`；`1 9` 表示任一个；`2XX` 表示 2 后再两位数字。"
    ),
    "A variable that receives the keys of the choice.": "接收所按键的变量。",
    "What is counted apart: a category, a result.": "分开统计的内容，例如类别、结果。",
    "Numbers of one series are counted together.": "同一序列的编号连续计数。",
    "TS{yyyyMMdd}{seq:5}{check}": "例如 TS{yyyyMMdd}{seq:5}{check}",
    "`pattern`: whenever the date in the pattern changes.": "按格式：格式中的日期变化时重新计数。",
    "`try` 2 is heard when it is played again.": "“第 2 次起”的版本在重播时播放。",
    "`any`: 0-9 * #. `none`: it is played to its end.": "any：0-9 * #；none：总是播完。",
    "The key that interrupted is the first key of the next node.": "打断的按键成为下一节点的第一个按键。",
    "How often it is played in all.": "一共播放几遍。",
    "Seconds of silence between two times.": "两遍之间静音的秒数。",
    "A database of the settings file.": "设置文件里的数据库。",
    "Values stand in it as :name, and in the rows of `values`.": "值写成 :名称，并在“值”表中给出。",
    "Written :name in the statement.": "在语句里写成 :名称。",
    "Then it leaves by `timeout`.": "超过即从出口 `timeout` 离开。",
    "The first row, or all of them.": "取第一行，或所有行。",
    "For one row.": "只取一行时用。",
    "As the statement names it.": "语句里的列名。",
    "The whole row, or the list of rows.": "整行，或所有行的列表。",
    "More are not read.": "更多的行不读取。",
    "Where the message is kept; `{{ }}` gives a part of it.": "留言所在的信箱；`{{ }}` 代入其中一部分。",
    "Of the file, such as complaints/{{ case_no }}; empty: in the box.": (
        "文件的路径，例如 complaints/{{ case_no }}；空：放在信箱里。"
    ),
    "`try` 2 is heard at the second take.": "“第 2 次起”的版本在第二次录音时播放。",
    "A key goes on to the tone.": "按键直接跳到提示音调。",
    "As FreeSWITCH's tone_stream writes it; empty: none.": "按 FreeSWITCH 的 tone_stream 书写；空：没有。",
    "Less is no message.": "不足这个时长不算留言。",
    "It ends then by itself.": "到时自动结束。",
    "So much silence ends it; 0: silence does not.": "静音这么久即结束；0：静音不结束。",
    "`any`: 0-9 * #.": "any：0-9 * #。",
    "Heard before the next take.": "下一次录音之前播放。",
    "Too short ones and new ones in all.": "太短的和重录的合计次数。",
    "Listen, record again or keep.": "可以试听、重录或保留。",
    "Names the three keys.": "说明这三个按键。",
    "Then it is kept.": "超过即保留。",
    "Stored with the message.": "与留言一起保存。",
    "A web service that is told of the message.": "收到留言通知的网络服务。",
    "Under the connection's address.": "接在连接的地址之后。",
    "An exit of the `subflow` node that called this flow.": "调用本流程的 `subflow` 节点的一个出口。",
    "Input variables of the called flow.": "被调用流程的输入变量。",
    "A value that is not returned is empty.": "没有返回的值为空。",
    "As the called flow's `return` names it.": "被调用流程的 `return` 所用的名称。",
    "Read as the value's own type.": "按值本身的类型解读。",
    "Several, separated by commas.": "多个，用逗号分开。",
    "The least that fits.": "符合的最小值。",
    "The most that fits.": "符合的最大值。",
    "A regular expression for the whole value.": "与整个值匹配的正则表达式。",
    "`attended`: once somebody answers; `refer`: the caller's exchange is asked to call elsewhere.": (
        "接通后转接：有人接听才转；由来电方交换机转接：请对方交换机改呼别处。"
    ),
    "The context of the dial plan; for `refer` the host, which it needs; `attended`: as in `dial`.": (
        "拨号方案的上下文；refer 时是必填的主机；接通后转接时与 `dial` 相同。"
    ),
    "`attended`: the dial plan, a user of the switch, a gateway.": (
        "接通后转接时：拨号方案、话机用户或网关。"
    ),
    "What may happen only once; empty: this visit.": "只应发生一次的事；空：以本次经过为准。",
    "How many rows were changed.": "改动了多少行。",
    "Heard over and over; empty is silence.": "反复播放；空：静音。",
    "`any`: 0-9 * #. `none`: no key does.": "any：0-9 * #；none：按键不结束等待。",
    "The key that ended it is the first of the next node.": "结束等待的按键成为下一节点的第一个按键。",
}
"""A test holds it against every declaration of the product; types of third parties show their English."""

"""CW5xx: what callers hear."""

from __future__ import annotations

from flows.codes.table import code

MISSING_PROMPT = code(
    "CW501",
    "error",
    "A prompt is missing in a language",
    zh="没有语言 {language} 的提示音，来电到这里时可能正用这种语言",
    en="there is no prompt in {language}, and a call may be in that language here",
    cure_zh='加上 <prompt param="{param}" lang="{language}">，或在 language 节点写 fallback。',
    cure_en='Add <prompt param="{param}" lang="{language}">, or a `fallback` to the `language` node.',
    why="A call is in the language of its first flow until a `language` node changes it. For each node the "
    "compiler follows which languages can be current there, through sub-flows and handlers. A prompt without "
    "`lang` serves every language.",
)
MISSING_FIRST = code(
    "CW502",
    "error",
    "A prompt only for later attempts",
    zh="语言 {language} 的提示音只有第 {attempt} 次起的，第一次什么也听不到",
    en="the prompt in {language} begins with attempt {attempt}: at the first one nothing is heard",
    cure_zh="加上没有 try 的 <prompt>。",
    cure_en="Add a <prompt> without `try`.",
    why="`try` says from which attempt on a variant is heard; the first needs one too.",
)
NO_RECORDING = code(
    "CW503",
    "error",
    "A recorded sound is missing",
    zh="没有录音 {name}（语言 {language}）",
    en="there is no recorded sound {name} in {language}",
    cure_zh="把录音放进 sounds/recorded/{language}/{name}.wav，或改用 <say>。",
    cure_en="Put it into sounds/recorded/{language}/{name}.wav, or use <say>.",
    why="A `<sound>` is played from a file; unlike `<say>` it cannot be made from text.",
)
NO_VOICE = code(
    "CW504",
    "error",
    "A language that cannot be spoken",
    zh="没有能说 {language} 的声音{voice}",
    en="there is no voice for {language}{voice}",
    cure_zh="在 callwright.toml 中写 [speech.{language}]，或只用录音。",
    cure_en="Write [speech.{language}] in callwright.toml, or use recorded sounds only.",
    why="Text in this language is to be spoken, and no speech engine is set for it.",
)
BARE_VALUE = code(
    "CW505",
    "warning",
    "A bare value in speech",
    zh="“{value}”没有说明怎么读",
    en="nothing says how {value} is to be read",
    cure_zh="写明读法，如 {{{{ {value}|digits }}}}；可用：{readings}。",
    cure_en="Say how, as in {{{{ {value}|digits }}}}; there are {readings}.",
    why="A number can be read as digits, an amount, a date and more. A guess is wrong in the worst place: a "
    "case number read as a sum of money.",
)
BARE_DIGITS = code(
    "CW506",
    "warning",
    "Bare digits in speech",
    zh="“{digits}”会读成数，若是号码就读错了",
    en="'{digits}' is read as a number, which is wrong if it is a code",
    cure_zh="写明读法：{{{{ '{digits}'|digits }}}} 或 {{{{ {digits}|number }}}}。",
    cure_en="Say how: {{{{ '{digits}'|digits }}}} or {{{{ {digits}|number }}}}.",
    why="Two to four digits in a text may be a number or a code (110). Single digits, and digits before a "
    "unit, are clear; five and more, or a leading zero, are read one by one.",
)
UNKNOWN_READING = code(
    "CW507",
    "error",
    "An unknown reading",
    zh="没有读法 {reading}{hint}",
    en="there is no reading {reading}{hint}",
    cure_zh="可用：{readings}。",
    cure_en="There are {readings}.",
    why="`as` of a `<value>` says how the value is read out.",
)
SILENT_PROMPT = code(
    "CW508",
    "warning",
    "A prompt in which nothing is said",
    zh="这条提示音里什么也没有",
    en="there is nothing in this prompt",
    cure_zh="写上要说的话，或删去这个 <prompt>。",
    cure_en="Write what is to be said, or delete the <prompt>.",
    why="An empty `<prompt>` or `<say>` plays nothing, which is seldom meant. So does one of punctuation "
    "alone, such as a single question mark: no voice speaks it.",
)

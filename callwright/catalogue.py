"""What the rooms below say in English alone, in Chinese: store, dialplan, sounds, switch, keys.

They know no language: what reaches a person passes through `in_chinese`. `{}` stands for what changes.
"""

from __future__ import annotations

import re
from functools import cache

from callwright.catalogue_databases import DATABASES
from callwright.catalogue_lines import CALENDARS, LINES, LISTS, TENANTS
from callwright.catalogue_nodes import NODES
from callwright.words import tongue

STORE = {
    "the store has no call {}": "发布库中没有通话 {}",
    "take one of `callwright calls`": "用 callwright calls 中的一个",
    "the series {} gives no number": "编号序列 {} 取不到号",
    "see whether the store is overloaded": "看发布库是否过载",
    "{} is no pattern of numbers": "{} 不能作号码",
    "write digits, + * # - _ and small letters, X for one digit, a . at the end, {} at most": (
        "用数字、+ * # - _ 和小写字母，X 代表一位数字，末尾可加点，最多 {} 个"
    ),
    "{} is no context": "{} 不能作上下文",
    "write the dialplan context, such as public": "写拨号方案的上下文，例如 public",
    "the line {} has no flow": "线路 {} 没有流程",
    "say which flow answers": "写由哪个流程接听",
    "{} is a line already ({})": "{} 已经是线路（{}）",
    "{} and the line {} of context {} fit the same number equally well": (
        "{} 与线路 {}（上下文 {}）同样适合某个号码"
    ),
    "{} equally well": "{}，分不出先后",
    "begin one of them with more digits": "把其中一个的开头数字写得更长",
    "there is no line {}/{}": "没有线路 {}/{}",
    "`callwright line list` shows them": "用 callwright line list 查看",
    "there is no store at {}": "{} 中没有发布库",
    "correct store.url in callwright.toml, or publish a flow or add a line: that makes it": (
        "改正 callwright.toml 中的 store.url；发布流程或添加线路时会建立"
    ),
    "the store {} is of version {}, unknown here": "发布库 {} 的版本是 {}，本程序不认识",
    "update callwright on this machine": "更新本机的 callwright",
    "the store {} is of version {}, not {}": "发布库 {} 的版本是 {}，不是 {}",
    "run `callwright publish`": "运行 callwright publish",
    "{} is no store ({})": "{} 不是发布库（{}）",
    "write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME, and install its driver": (
        "写 sqlite:///文件 或 postgresql+psycopg://用户@主机/库名，并安装驱动"
    ),
    "the store {} failed ({})": "发布库 {} 出错（{}）",
    "start its server, or correct the URL": "启动它的服务器，或改正 URL",
    "make room on the disk, let this user write the file and its folder, or correct the URL": (
        "腾出磁盘空间，让本用户能写这个文件和所在目录，或改正 URL"
    ),
    "let this user read the file and its folder, or correct the URL": (
        "让本用户能读这个文件和所在目录，或改正 URL"
    ),
    "let the program that holds it end, then do it again": "等占用它的程序结束，再操作一次",
    "correct the folder or its rights": "改正目录或其权限",
    "{} holds tables called {} that are not Callwright's": "{} 中有别的程序的表 {}",
    "give the store a database of its own": "给发布库单独一个数据库",
    "the store has no release {}": "发布库中没有发布 {}",
    "publish it": "先发布它",
    "take one of `callwright history`": "用 callwright history 中的一个",
    "{} published {} of {} meanwhile ({}, {} UTC)": "{} 刚刚发布了 {}（流程 {}；{}，UTC {}）",
    "look at `callwright diff live {}`, then do it again": "先看 callwright diff live {}，再操作一次",
    "the store has nothing of {} any more": "发布库中已没有流程 {}",
    "look at `callwright status`, then do it again": "先看 callwright status，再操作一次",
    "the line {}/{} leads to {} meanwhile": "线路 {}/{} 刚刚改为由 {} 接听",
    "look at `callwright line list`, then do it again": "先看 callwright line list，再操作一次",
    "nothing of {} is live beside which to try it": "流程 {} 还没有上线的发布，不能试用",
    "publish it to all callers": "先对所有来电发布",
    "no release of {} is on trial": "流程 {} 没有试用中的发布",
    "begin one: `callwright publish FLOW --percent 10`": "先开始：callwright publish FLOW --percent 10",
}

DIALPLAN = {
    "engines: name at least one engine as host:port": "engines：至少写一个引擎，形如 主机:端口",
    "engines: FreeSWITCH takes at most {} hosts": "engines：FreeSWITCH 最多接受 {} 个",
    "engines: '{}' is not host:port": "engines：“{}”不是 主机:端口",
    "context: '{}' is no context name": "context：“{}”不能作上下文",
    "attempts: from 1 to 10": "attempts：1 到 10",
    "watchdog_seconds: from 1 to 60": "watchdog_seconds：1 到 60",
    "rounds: from 1 to 10": "rounds：1 到 10",
    "sorry: a sound file or a tone, without quotes or ${{}}": "sorry：声音文件或音调，不含引号和 ${{}}",
    "extension: '{}' is no extension": "extension：“{}”不是分机",
}

SOUNDS = {
    "the sound holds nothing to hear": "声音里什么也听不到",
    "record it again or write words": "重新录音或写文字",
    "{} cannot be read as sound ({})": "{} 不是可读的声音（{}）",
    "{} cannot be read as a WAV file ({})": "{} 不是可读的 WAV 文件（{}）",
    "record or convert it again": "重新录音或转换",
    "the sound of {} {}": "{} 的声音不合格：{}",
    "change the text a little": "稍改文字",
    "{} holds nothing to speak": "{} 里没有可念的",
    "write words, or a silence": "写文字，或用静音",
    "{}... has over {} characters": "{}…… 超过 {} 个字符",
    "split it": "分成几段",
    "or record the sentence": "或为这句话录音",
    "{} cannot be opened ({})": "{} 打不开（{}）",
    "correct the folder's rights": "改正目录权限",
    "{} is no pack of sounds ({})": "{} 不是声音包（{}）",
    "render it again or remove it": "重新生成或删除它",
    "{} is damaged ({})": "{} 已损坏（{}）",
    "install or render it again": "重新安装或生成",
    "{} is no name of a sound": "{} 不能作声音的名字",
    "use letters, digits, - _ . and /": "用字母、数字、- _ . 和 /",
    "{} cannot be read ({})": "{} 读不了（{}）",
    "save it as UTF-8 text": "存成 UTF-8 文本",
    "{}:{}: {} is no entry": "{}:{}：{} 不是词条",
    "write name = text": "写成 名字 = 文字",
    "write language, tab, text": "写成 语言、制表符、文字",
    "{} cannot be written ({})": "{} 写不了（{}）",
    "make room or correct the folder's rights": "腾出空间或改正目录权限",
    "no speech engine is called {}": "没有名为 {} 的语音引擎",
    "use one of {}": "用其中一个：{}",
    "the package {} is missing": "缺少软件包 {}",
    "install the extra: pip install 'callwright[{}]'": "安装附加部分：pip install 'callwright[{}]'",
    "{}: {} missing": "{}：缺少 {}",
    "{} failed {} times in a row": "{} 连续失败 {} 次",
    "espeak has no voice {}": "espeak 没有嗓音 {}",
    "use a name such as cmn or en-us": "用 cmn 或 en-us 这样的名字",
    "espeak-ng has no voice {}": "espeak-ng 没有嗓音 {}",
    "take one of `espeak-ng --voices`": "用 espeak-ng --voices 中的一个",
    "gtts cannot speak ({})": "gtts 无法合成（{}）",
    "check the network or choose another engine": "检查网络或换一个引擎",
    "hibari has no voice {} here": "hibari 没有嗓音 {}",
    "use heart": "用 heart",
    "hibari finds nothing to speak in {}": "hibari 在 {} 里找不到可念的",
    "kokoro finds nothing to speak in {}": "kokoro 在 {} 里找不到可念的",
    "write words": "写文字",
    "{} is not the model of hibari-tts 0.2.1": "{} 不是 hibari-tts 0.2.1 的模型",
    "{} --force-reinstall": "{} --force-reinstall",
    "the voice model of {} is not {} (sha256 differs)": "{} 的语音模型不是 {}（sha256 不符）",
    "install it again": "重新安装",
    "kokoro has no voice {} here": "kokoro 没有嗓音 {}",
    "write word=pin1 yin1": "写成 词=pin1 yin1",
    "{} failed with {} ({})": "{} 失败，返回 {}（{}）",
    "run it by hand to see why": "手工运行看原因",
    "{} took longer than {} s": "{} 超过 {} 秒",
    "try a shorter text": "换短一些的文字",
    "{} cannot be run ({})": "{} 无法运行（{}）",
    "install it or correct its path": "安装它或改正路径",
    "{} made no sound file ({})": "{} 没有生成声音文件（{}）",
    "{} is heard in the voice it was packed with: {}": "{} 用随附的嗓音播放：{}",
    "{} stands in for the chosen voice: {}": "{} 代替所选的嗓音：{}",
}

SWITCH = {
    "cannot connect to the event socket at {}: {}; is the switch running there, with "
    "mod_event_socket loaded?": (
        "连不上 {} 的事件套接字：{}；交换机在那里运行吗？mod_event_socket 加载了吗？"
    ),
    "the event socket's password holds a line feed or a NUL": "事件套接字的密码含有换行或 NUL",
    "the event socket at {} refused the password; compare it with event_socket.conf.xml of the switch": (
        "{} 的事件套接字不接受密码；与交换机的 event_socket.conf.xml 对照"
    ),
    "the switch at {} does not let this host in: {}": "交换机 {} 不让本机连接：{}",
    "{} did not greet like an event socket: {}": "{} 的应答不像事件套接字：{}",
}

LIVE = {
    "answers of applications": "应用程序的回答",
    "refused transfers": "被拒绝的转接",
    "keys less than {} s apart": "间隔小于 {} 秒的按键",
    "{}: the call did not arrive": "{}：电话没有打进来",
    "does the dialplan send {} to {}?": "拨号方案是否把 {} 送到 {}？",
    "{}: the call did not end": "{}：通话没有结束",
    "{}: the call was taken from us: {}": "{}：通话被收回：{}",
}

KEYS = {
    "'{}' is no group of keys: 0-9 * # A-D, `-` for silence, `!` to hang up, `>` before a group that is "
    "pressed into the prompt": "“{}”不是一组按键：0-9 * # A-D，- 表示不按，! 挂机，组前的 > 表示打断提示音",
}

CATALOGUE = {
    **STORE,
    **DIALPLAN,
    **SOUNDS,
    **SWITCH,
    **LIVE,
    **KEYS,
    **LINES,
    **TENANTS,
    **LISTS,
    **CALENDARS,
    **NODES,
    **DATABASES,
}


def spoken(text: str) -> str:
    """`text`, which a room below wrote, in the language in force."""
    return in_chinese(text) if tongue() == "zh" else text


def in_chinese(text: str) -> str:
    """`text` in Chinese where it is known; sentences joined by `; ` or `: ` one by one."""
    whole = _sentence(text)
    if whole is not None:
        return whole
    parts = text.split("; ")
    if len(parts) > 1:
        told = [in_chinese(part) for part in parts]
        return "；".join(told) if told != parts else text
    for mark in re.finditer(": ", text):
        what, cure = _sentence(text[: mark.start()]), text[mark.end() :]
        if what is not None:
            return f"{what}：{in_chinese(cure)}"
    return text


def _sentence(text: str) -> str | None:
    for pattern, chinese in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return chinese.format(*found.groups())
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The entries as patterns, those with the most words of their own first."""
    entries = sorted(CATALOGUE.items(), key=lambda entry: len(entry[0].replace("{}", "")), reverse=True)
    return tuple((re.compile(_pattern(english), re.DOTALL), chinese) for english, chinese in entries)


def _pattern(english: str) -> str:
    pieces = english.replace("{{}}", "\0").split("{}")
    return "(.+?)".join(re.escape(piece.replace("\0", "{}")) for piece in pieces)

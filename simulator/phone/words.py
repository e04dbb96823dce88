"""The phone's own words, in Chinese and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "trace": ("跟踪", "Trace"),
    "variables": ("变量", "Variables"),
    "hints": (
        "0-9*# 按键  空格 跳过  p 暂停  s 单步  b 后退  r 重拨  : 命令  ? 帮助  q 挂机",
        "0-9*# keys  space skip  p pause  s step  b back  : command  ? help  q hang up",
    ),
    "hints_leg": (
        "对方振铃：a 接听  u 占线  n 无人接听  j 拒接",
        "It rings: a answers  u is busy  n nobody answers  j rejects",
    ),
    "hints_over": (
        "通话已结束：r 重拨  b 后退  : 命令  q 退出",
        "The call is over: r redial  b back  : command  q quit",
    ),
    "start": ("接通前", "before the first node"),
    "breakpoint": ("断点", "breakpoint"),
    "step": ("单步", "step"),
    "pause": ("暂停", "paused"),
    "back": ("已后退", "went back"),
    "goto": ("已跳转", "moved"),
    "caller": ("等您操作：按键，或空格不按", "your turn: keys, or space for none"),
    "leg": ("正在振铃", "ringing"),
    "over": ("通话已结束", "the call is over"),
    "hung_up": ("您已挂机", "you hung up"),
    "record": ("正在录音，按结束键停止", "recording; the end key ends it"),
    "dial": ("正在接通", "ringing"),
    "ringing": ("{} 振铃", "{} rings"),
    "rewound": ("-- 从这里重来 --", "-- again from here --"),
    "written": ("已写入 {}", "written: {}"),
    "help": (
        """0-9 * #     按键；提示音中按键可打断，提前按的键留给下一步
空格        跳过正在播放的提示音或等待
p           暂停 / 继续        g  继续到断点
s           单步：到下一节点    b  退回上一节点
r           重新拨打           t  显示或隐藏右侧窗格
q           挂机；通话结束后退出（Ctrl-C 立即退出）
:set 变量=值     :break 节点 ...（空为清除）  :goto 节点
:press 按键      :wait 秒     :speed 倍数（0 不计时）
:record 文件     把通话写成通话脚本   :back 步数   :quit""",
        """0-9 * #     keys; one cuts a prompt short, keys pressed ahead wait for the next step
space       skip what sounds or is waited for
p           pause / go on      g  go on to a breakpoint
s           step to the next node   b  back to the node before
r           redial             t  show or hide the panes
q           hang up; quit once it is over (Ctrl-C quits at once)
:set name=value   :break NODE ... (none: clear)   :goto NODE
:press KEYS       :wait SECONDS   :speed FACTOR (0: no clock)
:record FILE      write the call as a call script   :back N   :quit""",
    ),
}


class Words:
    """The words in one language."""

    def __init__(self, language: str) -> None:
        self.zh = language.lower().startswith("zh")

    def __call__(self, name: str, *values: object) -> str:
        """The word or sentence `name` with `values` in it."""
        return _WORDS[name][0 if self.zh else 1].format(*values)

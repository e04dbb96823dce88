"""The lines that an engine logs, in Chinese where its operator reads Chinese."""

from __future__ import annotations

import logging

from callwright.catalogue import in_chinese
from engine.store.errors import StoreError

LINES = {
    # calls
    "call %s: we came too late, another engine has it": "通话 %s：来迟了，已由另一个引擎接手",
    "call %s goes on here, at step %d": "通话 %s 在这里继续，第 %d 步",
    "call %s went on without us: %s": "通话 %s 已不归本引擎：%s",
    "call %s starts over: %s": "通话 %s 从头开始：%s",
    "call %s: its position has %d bytes and is not kept": "通话 %s：位置有 %d 字节，不予保存",
    "call %s: the talk is not recorded: %s": "通话 %s：未能录音：%s",
    "call %s: its engine died and the caller has gone: its hang-up handler runs here": (
        "通话 %s：引擎已失效，来电者已挂机，在这里执行挂机处理"
    ),
    "call %s: its engine died, and it is closed as %s": "通话 %s：引擎已失效，以 %s 结束",
    "call %s: its hang-up handler cannot run: %s": "通话 %s：无法执行挂机处理：%s",
    "call %s: its hang-up handler failed": "通话 %s：挂机处理出错",
    "call %s finds line %s full (%d calls)": "通话 %s：线路 %s 已满（%d 路）",
    "call %s on line %s is refused: %s": "通话 %s：线路 %s 拒绝接听：%s",
    "no line has the number %r (context %s)": "没有线路使用号码 %r（上下文 %s）",
    "%d calls: no more are accepted until one ends": "已有 %d 路通话：结束一路之前不再接听",
    "a call ended early: %s": "一路通话提前结束：%s",
    "a call failed": "一路通话出错",
    # the engine and its store
    "taking calls on %s:%d": "正在接听 %s:%d",
    "cannot listen on %s:%s again: %s": "无法重新监听 %s:%s：%s",
    "live.key is not set: a call whose engine dies cannot go on in the same place on another engine; "
    "set it to a long word that all engines share": (
        "没有设置 live.key：引擎失效后，它的通话无法在另一个引擎上从原处继续；请设为所有引擎共用的一个长词"
    ),
    "revision %d: %d flows are live": "修订 %d：%d 个流程已上线",
    "telling about calls on http://%s": "在 http://%s 提供通话的实时情况",
    "revision %d of the calendars": "日历修订 %d",
    "revision %d of the lists": "名单修订 %d",
    "line %s: flow %s is not published": "线路 %s：流程 %s 没有发布",
    "line %s: there is no such %s for the route %s": "线路 %s：没有这个 %s，去向 %s",
    "calendar %s %s: %s": "日历 %s %s：%s",
    "the release %s of flow %s cannot be used: %s": "发布 %s（流程 %s）无法使用：%s",
    "the release %s of a call in progress cannot be had: %s": "取不到通话所用的发布 %s：%s",
    "the store fails; calls go on with what was published before: %s": "发布库出错，通话沿用此前的发布：%s",
    "the store answers again": "发布库恢复正常",
    "the store fails; limits of lines are counted on this engine alone: %s": (
        "发布库出错，线路的路数暂只按本引擎计算：%s"
    ),
    "the store answers again; limits of lines are counted over all engines": (
        "发布库恢复正常，线路的路数按所有引擎计算"
    ),
    "a seat could not be noted": "未能登记一路通话",
    "the store fails; this engine gives no signs of life: %s": "发布库出错，本引擎无法报告仍在运行：%s",
    "this engine could not sign off: %s": "本引擎未能注销：%s",
    "the store fails; calls that lost their engine have to wait: %s": "发布库出错，失去引擎的通话须等待：%s",
    "calls that lost their engine could not be looked at": "未能查看失去引擎的通话",
    "%d calls on switch %s have lost their engine, and it cannot be asked whether their callers "
    "have gone: set live.switch and live.password; `callwright doctor` tries them": (
        "%d 路通话（交换机 %s）失去引擎，无法查询来电者是否已挂机："
        "请设置 live.switch 和 live.password，用 callwright doctor 检查"
    ),
    "the store is down and %d events wait: from now on the oldest are lost": (
        "发布库不可用，已有 %d 个事件等待：此后最早的会丢失"
    ),
    "journals are kept back: %s": "通话记录暂存：%s",
    "journals are written again": "通话记录恢复写入",
    "%d events were not written": "%d 个事件没有写入",
    "%d events cannot be written and are lost": "%d 个事件无法写入，已丢失",
    # what is kept, and what is used
    "kept long enough and gone: %s": "保存期满，已清理：%s",
    "kept long enough, but it cannot be let go: %s": "保存期满，但未能清理：%s",
    "housekeeping is put off: %s": "清理推迟：%s",
    "housekeeping failed": "清理出错",
    "connection '%s': no table %s can be made: %s": "连接“%s”：无法建立表 %s：%s",
    "%s %s could not be sent: %s": "%s %s 未能发送：%s",
    "packed sounds cannot be used: %s": "随附的声音无法使用：%s",
    "%s could not speak a sentence: %s": "%s 未能合成一句话：%s",
    "the speech worker says nothing: it is ended": "语音进程没有应答，已结束它",
    "the speech worker ended (%s)": "语音进程已结束（%s）",
    "a sentence could not be spoken (%s)": "一句话未能合成（%s）",
}
"""The lines as the code writes them, with their `%` places, and in Chinese."""


class Spoken(logging.Formatter):
    """Writes known lines in Chinese, and all others as they are."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the errors in it in Chinese as far as they are known."""
        line = LINES.get(str(record.msg))
        if line is None:
            return super().format(record)
        told = logging.makeLogRecord(record.__dict__)
        told.msg = line
        if isinstance(record.args, tuple):
            told.args = tuple(_spoken(each) for each in record.args)
        return super().format(told)


def _spoken(value: object) -> object:
    """An error in Chinese as far as it is known; anything else as it is."""
    if isinstance(value, StoreError):
        return f"{in_chinese(value.what)}：{in_chinese(value.cure)}"
    return in_chinese(str(value)) if isinstance(value, Exception) else value

"""Simplified Chinese as Taiwan writes it: OpenCC's characters and phrases, then the words of our trade.

OpenCC (Apache-2.0) comes with the extra [designer]. Where it is missing, Simplified Chinese is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache

OURS: Mapping[str, str] = {
    "挂机": "掛斷",
    "发布": "發布",
    "帮助": "說明",
    "新建": "新增",
    "数据库": "資料庫",
    "数据": "資料",
    "参数": "參數",
    "查找": "尋找",
    "断点": "中斷點",
    "回收站": "資源回收筒",
    "端口": "連接埠",
    "坐席": "客服人員",
    "提示音": "提示語音",
    "撤销": "復原",
    "重做": "取消復原",
}
"""What OpenCC leaves as the mainland says it, or says in another way than the trade in Taiwan does."""


@lru_cache(maxsize=8192)
def in_taiwan(text: str) -> str:
    """`text`, written in Simplified Chinese, in Traditional Chinese with Taiwan's words."""
    convert = _converter()
    if convert is None:
        return text
    for written, wanted in OURS.items():
        text = text.replace(written, wanted)
    return convert(text)


@cache
def _converter() -> Callable[[str], str] | None:
    try:
        from opencc import OpenCC
    except ImportError:
        return None
    convert: Callable[[str], str] = OpenCC("s2twp").convert
    return convert

"""The three languages: chosen, switched while things are shown, and Taiwan's words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from flowdesigner.words.say import follow, lang, say, speak
from flowdesigner.words.taiwan import in_taiwan
from flowdesigner.words.tongue import of_system

LOCALES = {
    "zh_CN.UTF-8": "zh_CN",
    "zh_TW.UTF-8": "zh_TW",
    "zh_HK": "zh_TW",
    "zh-Hant-TW": "zh_TW",
    "en_GB.UTF-8": "en",
    "C.UTF-8": "en",
}


@pytest.mark.parametrize(("name", "tongue"), LOCALES.items())
def test_locale(name: str, tongue: str) -> None:
    assert of_system({"LC_ALL": name}) == tongue


def test_a_label_follows_the_language() -> None:
    label = QLabel()
    follow(label, "setText", say("删除 {} 个节点", "Delete {} nodes", 3))
    assert label.text() == "Delete 3 nodes"
    speak("zh_CN")
    assert (label.text(), lang()) == ("删除 3 个节点", "zh")
    speak("zh_TW")
    assert (label.text(), lang()) == ("刪除 3 個節點", "zh")
    follow(label, "setText", say("保存", "Save"))
    speak("en")
    assert (label.text(), lang()) == ("Save", "en")


def test_values_are_never_converted() -> None:
    speak("zh_TW")
    assert str(say("变量 {} 改名", "{}", "数据")) == "變數 数据 改名"


TAIWAN = {
    "保存文件": "儲存檔案",
    "数据库连接": "資料庫連線",
    "撤销": "復原",
    "子流程": "子流程",
    "发布": "發布",
    "菜单": "選單",
    "撤销移动节点": "復原移動節點",
}


@pytest.mark.parametrize(("written", "wanted"), TAIWAN.items())
def test_taiwan(written: str, wanted: str) -> None:
    assert in_taiwan(written) == wanted

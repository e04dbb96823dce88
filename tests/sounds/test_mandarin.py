"""From Chinese text to clauses and phonemes, with a lexicon and Latin runs."""

from pathlib import Path

import pytest

from sounds.engines.clauses import clauses, fitting
from sounds.engines.lexicon import read_lexicon
from sounds.errors import EngineError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("您好，欢迎致电。请稍候！", [("您好，欢迎致电。", 250), ("请稍候！", 250)]),
        ("人工服务请按一，自动服务请按二", [("人工服务请按一，", 100), ("自动服务请按二", 100)]),
        ("好。请等待。", [("好。", 250), ("请等待。", 250)]),
        ("", []),
    ],
)
def test_clauses_and_their_pauses(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(clause.text, clause.pause_ms) for clause in clauses(text)] == expected


@pytest.mark.parametrize("text", ["a" * 1200, "ab. " * 300, "ab, " * 300, "abcdefghi " * 120, "x" * 500, ""])
def test_phonemes_fit_and_nothing_is_lost(text: str) -> None:
    pieces = fitting(text, 500)
    assert all(0 < len(piece) <= 500 for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_a_lexicon_is_read_longest_word_first(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.txt"
    path.write_text("\ufeff# names\n单=shan4\n\n单先生 = Shan4  xian1 sheng5\n绿=lü4\n", encoding="utf-8")
    assert read_lexicon(path) == (("单先生", "shan4 xian1 sheng5"), ("单", "shan4"), ("绿", "lü4"))
    assert read_lexicon(None) == read_lexicon(tmp_path / "none.txt") == ()


@pytest.mark.parametrize("line", ["单先生", "单=", "=shan4", "单=shan", "单=shan6", "单=单"])
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lexicon.txt"
    path.write_text(f"好=hao3\n{line}\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"lexicon\.txt:2"):
        read_lexicon(path)


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("您好，市长。", "ni↗nxau↓, ʂɨ↘ꭧa↓ŋ."),
        ("重新去银行", "ꭧʰʊ↗ŋɕi→n ʨʰy↘ i↗nxa↗ŋ"),
        ("单先生您好", "ʂa↘nɕjɛ→nʂəŋ ni↗nxau↓"),
        ("T S幺", "tˈi ˈɛs jau→"),
        ("用VIP通道", "jʊ↘ŋ <VIP> tʰʊ→ŋtau↘"),
        ("（按A键）", "a↘n ˈA ʨjɛ↘n"),
    ],
)
def test_phonemes(text: str, phonemes: str, tmp_path: Path) -> None:
    for package in ("jieba", "pypinyin", "misaki.zh"):
        pytest.importorskip(package, reason="needs the extra [speech]")
    from sounds.engines.mandarin import Mandarin

    lexicon = (("单先生", "shan4 xian1 sheng5"),)
    reader = Mandarin(lexicon, lambda run: f"<{run}>", tmp_path)
    assert reader.phonemes(text) == phonemes


def test_without_an_english_reader_latin_is_named_letter_by_letter(tmp_path: Path) -> None:
    for package in ("jieba", "pypinyin", "misaki.zh"):
        pytest.importorskip(package, reason="needs the extra [speech]")
    from sounds.engines.mandarin import Mandarin

    assert Mandarin((), None, tmp_path).phonemes("VIP") == "vˈi ˈI pˈi"


def test_a_syllable_is_cut_before_the_hiss() -> None:
    np = pytest.importorskip("numpy", reason="needs the extra [speech]")
    from sounds.engines.carrier import before_sibilant

    rate = 24000
    voice = np.sin(2 * np.pi * 220 * np.arange(rate * 3 // 10) / rate)
    hiss = np.diff(np.random.default_rng(5).standard_normal(rate // 10 + 1)) * 0.2
    said = np.concatenate([hiss, voice, hiss, voice]).astype(np.float32)
    cut = before_sibilant(said, rate)
    assert cut is not None
    assert len(cut) / rate == pytest.approx(0.4, abs=0.011)
    assert before_sibilant(voice.astype(np.float32), rate) is None
    assert before_sibilant(said[: rate // 10], rate) is None
    assert before_sibilant(np.zeros(10, np.float32), rate) is None

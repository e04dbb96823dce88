"""What is said for a value: tables of sentences, and the promise that every piece is in the vocabulary."""

import random
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from sounds.reading import KINDS, ReadingError, chinese, read, spoken, vocabulary

SENTENCES: list[tuple[str, object, str, str]] = [
    ("digits", "12345", "幺二三四五", "one two three four five"),
    ("digits", 110, "幺幺零", "one one zero"),
    ("digits", "１２３", "幺二三", "one two three"),
    ("digits", "12-34", "幺二，三四", "one two, three four"),
    (
        "digits",
        "11010119900101002X",
        "幺幺零幺零幺幺九九零零幺零幺零零二X",
        "one one zero one zero one one nine nine zero zero one zero one zero zero two X",
    ),
    (
        "telephone",
        "13800138000",
        "幺三八，零零幺三，八零零零",
        "one three eight, zero zero one three, eight zero zero zero",
    ),
    (
        "telephone",
        "010-62345678",
        "零幺零，六二三四，五六七八",
        "zero one zero, six two three four, five six seven eight",
    ),
    (
        "telephone",
        "075588886666",
        "零七五五，八八八八，六六六六",
        "zero seven five five, eight eight eight eight, six six six six",
    ),
    (
        "telephone",
        "+8613800138000",
        "加八六，幺三八，零零幺三，八零零零",
        "plus eight six, one three eight, zero zero one three, eight zero zero zero",
    ),
    (
        "telephone",
        "4008108888",
        "四零零，八幺零，八八八八",
        "four zero zero, eight one zero, eight eight eight eight",
    ),
    ("telephone", "12345", "幺二三四五", "one two three four five"),
    ("number", 0, "零", "zero"),
    ("number", 2, "二", "two"),
    ("number", 12, "十二", "twelve"),
    ("number", 110, "一百一十", "one hundred ten"),
    ("number", "200", "两百", "two hundred"),
    ("number", 2002, "两千零二", "two thousand two"),
    ("number", 22222, "两万两千两百二十二", "twenty-two thousand two hundred twenty-two"),
    ("number", 100020000, "一亿零两万", "one hundred million twenty thousand"),
    (
        "number",
        1234500000000,
        "一万两千三百四十五亿",
        "one trillion two hundred thirty-four billion five hundred million",
    ),
    ("number", "1,234.50", "一千两百三十四点五零", "one thousand two hundred thirty-four point five zero"),
    ("number", -0.5, "负零点五", "minus zero point five"),
    ("number", 0.1, "零点一", "zero point one"),
    ("ordinal", 1, "第一", "first"),
    ("ordinal", 2, "第二", "second"),
    ("ordinal", 20, "第二十", "twentieth"),
    ("ordinal", 103, "第一百零三", "one hundred third"),
    ("ordinal", 200, "第二百", "two hundredth"),
    ("count", 2, "两", "two"),
    ("count", 12, "十二", "twelve"),
    ("count", "22", "二十二", "twenty-two"),
    ("count", 200, "两百", "two hundred"),
    ("money", "86.5", "八十六元五角", "eighty-six yuan and fifty fen"),
    ("money", Decimal("12.05"), "十二元零五分", "twelve yuan and five fen"),
    ("money", "0.5", "五角", "fifty fen"),
    ("money", 2, "两元", "two yuan"),
    ("money", 0, "零元", "zero yuan"),
    (
        "money",
        "¥1,234.56",
        "一千两百三十四元五角六分",
        "one thousand two hundred thirty-four yuan and fifty-six fen",
    ),
    ("money", "$3.01", "三美元一美分", "three dollars and one cent"),
    ("money", "-3.2", "负三元两角", "minus three yuan and twenty fen"),
    ("money", "0.005", "一分", "one fen"),
    ("date", date(2026, 1, 15), "二零二六年一月十五日", "January fifteenth, twenty twenty-six"),
    ("date", "2026年12月31日", "二零二六年十二月三十一日", "December thirty-first, twenty twenty-six"),
    ("date", "20051002", "二零零五年十月二日", "October second, two thousand five"),
    ("date", "1905-03-08", "一九零五年三月八日", "March eighth, nineteen oh five"),
    ("date", "2026-01-15 08:00", "二零二六年一月十五日", "January fifteenth, twenty twenty-six"),
    ("time", time(17, 30), "下午五点半", "five thirty p.m."),
    ("time", "9:00", "上午九点整", "nine a.m."),
    ("time", "02:02", "凌晨两点零二分", "two oh two a.m."),
    ("time", "12:00", "中午十二点整", "noon"),
    ("time", "00:00", "凌晨零点整", "midnight"),
    ("time", "22:45:10", "晚上十点四十五分", "ten forty-five p.m."),
    (
        "datetime",
        datetime(2026, 1, 15, 17, 5),
        "二零二六年一月十五日下午五点零五分",
        "January fifteenth, twenty twenty-six, at five oh five p.m.",
    ),
    (
        "datetime",
        "2026-01-15T17:05:00+08:00",
        "二零二六年一月十五日下午五点零五分",
        "January fifteenth, twenty twenty-six, at five oh five p.m.",
    ),
    (
        "case_number",
        "20260115-0038",
        "二零二六，零幺幺五，零零三八",
        "two zero two six, zero one one five, zero zero three eight",
    ),
    ("case_number", "ts202601", "T S，二零二六，零幺", "T S, two zero two six, zero one"),
    ("percent", "12.5%", "百分之十二点五", "twelve point five percent"),
    ("percent", 200, "百分之二百", "two hundred percent"),
    ("percent", -3, "负百分之三", "minus three percent"),
    ("duration", 3725, "一小时两分钟五秒", "one hour two minutes five seconds"),
    ("duration", "2:00", "两分钟", "two minutes"),
    ("duration", timedelta(days=1, seconds=1), "一天一秒", "one day one second"),
    ("duration", 0, "零秒", "zero seconds"),
    ("letters", "TS-38", "T S杠三八", "T S dash three eight"),
    ("spell", "a.b@c", "A点B艾特C", "A dot B at C"),
]


@pytest.mark.parametrize(("kind", "value", "zh", "en"), SENTENCES)
def test_a_value_is_spoken_as_a_person_would(kind: str, value: object, zh: str, en: str) -> None:
    assert spoken(kind, value, "zh-CN") == zh
    assert spoken(kind, value, "en-US") == en


def test_every_kind_has_sentences_and_both_descriptions() -> None:
    assert {kind for kind, *_ in SENTENCES} - {"spell"} == set(KINDS)
    for kind in KINDS.values():
        assert kind.zh and kind.en
        assert read(kind.name, kind.example, "zh") and read(kind.name, kind.example, "en")


@pytest.mark.parametrize("language", ["zh", "zh-CN", "ZH_cn", "cmn"])
def test_chinese_is_known_by_its_prefix(language: str) -> None:
    assert spoken("count", 2, language) == "两"


@pytest.mark.parametrize("language", ["en", "en-GB", "fr", "", "x"])
def test_other_languages_fall_back_to_english(language: str) -> None:
    assert spoken("count", 2, language) == "two"


BAD: list[tuple[str, object]] = [
    ("money", "abc"),
    ("money", "1.2.3"),
    ("money", 10**16),
    ("number", "12a"),
    ("number", float("nan")),
    ("number", True),
    ("number", "9" * 201),
    ("number", 10**5000),
    ("number", Decimal("1e999999")),
    ("number", object()),
    ("number", "."),
    ("ordinal", -1),
    ("ordinal", "1.5"),
    ("count", []),
    ("date", "2026-02-30"),
    ("date", "tomorrow"),
    ("date", True),
    ("date", "20260115-0038"),
    ("time", "25:00"),
    ("time", 5),
    ("datetime", "2026-01-15"),
    ("digits", "十二"),
    ("telephone", "call me"),
    ("telephone", "()"),
    ("case_number", "沪A"),
    ("case_number", "--"),
    ("percent", "%"),
    ("duration", -1),
    ("duration", "soon"),
    ("letters", "你好"),
    ("digits", "\x00" * 10_000),
    ("letters", b"x"),
    ("number", "٣"),
    ("number", "1e5"),
]


@pytest.mark.parametrize(("kind", "value"), BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_value_that_is_not_of_the_kind_is_refused_with_a_cure(
    kind: str, value: object, language: str
) -> None:
    with pytest.raises(ReadingError) as caught:
        read(kind, value, language)
    assert caught.value.what and caught.value.cure
    assert len(str(caught.value)) < 300


def test_an_unknown_kind_names_the_kinds() -> None:
    with pytest.raises(ValueError, match="digits, telephone, number") as caught:
        read("fraction", "1", "en")
    assert not isinstance(caught.value, ReadingError)


@pytest.mark.parametrize("kind", [*KINDS, "spell"])
@pytest.mark.parametrize("value", [None, "", "  \n"])
def test_nothing_is_read_as_nothing(kind: str, value: object) -> None:
    assert read(kind, value, "zh-CN") == ()
    assert spoken(kind, value, "en") == ""


def test_a_huge_text_is_cut_at_200_characters() -> None:
    assert len(read("letters", "a" * 1_000_000, "en")) == 200
    assert len(read("digits", "5" * 1_000_000, "zh")) == 200


def random_value(kind: str, dice: random.Random) -> object:
    """Any good value of the kind."""
    number = Decimal(dice.randrange(10 ** dice.randrange(1, 19))) / 10 ** dice.choice([0, 0, 1, 2, 3])
    moment = datetime(1, 1, 1) + timedelta(minutes=dice.randrange(9998 * 365 * 1440))
    digits = str(dice.randrange(10 ** dice.randrange(3, 20)))
    letters = "".join(dice.choices("abcXYZ019*#+-_./@ ", k=dice.randrange(1, 12)))
    values: dict[str, object] = {
        "digits": digits,
        "telephone": digits,
        "ordinal": int(number),
        "money": number % 10**15,
        "date": moment.date(),
        "time": moment.time(),
        "datetime": moment,
        "case_number": f"ts{digits}-{digits}",
        "letters": letters,
        "duration": int(number % 10**8),
    }
    return values.get(kind, -number if dice.random() < 0.2 else number)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_piece_is_in_the_vocabulary(kind: str, language: str) -> None:
    dice, known = random.Random(2026), vocabulary(language)
    for _ in range(1500):
        value = random_value(kind, dice)
        assert set(read(kind, value, language)) <= known, value


def test_the_vocabulary_is_small_enough_to_be_recorded() -> None:
    assert len(vocabulary("zh")) < 400
    assert len(vocabulary("en")) < 400


def test_chinese_numbers_agree_with_cn2an() -> None:
    cn2an = pytest.importorskip("cn2an")
    dice = random.Random(12345)
    for _ in range(3000):
        n = dice.randrange(10 ** dice.randrange(1, 13))
        expected = cn2an.an2cn(n, "low")
        expected = expected[1:] if expected.startswith("一十") else expected
        assert "".join(chinese.cardinal(n, liang=False)) == expected, n


def test_reading_and_phrases_load_no_numpy() -> None:
    code = "import sys, sounds.reading, sounds.phrases, sounds.wav; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False).returncode == 0

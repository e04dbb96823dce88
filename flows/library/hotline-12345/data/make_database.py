"""Makes the sample's database, data/hotline.sqlite: tables, departments, announcements, known complaints.

Run it, or call `ensure`. What is there already stays: running it again changes nothing. A real hotline has
these tables in its own PostgreSQL, Oracle or SQL Server and names it under [connections.hotline].
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

DATABASE = Path(__file__).parent / "hotline.sqlite"

TABLES = """
CREATE TABLE IF NOT EXISTS departments (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS categories (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL,
    department TEXT NOT NULL REFERENCES departments (code));
CREATE TABLE IF NOT EXISTS complaints (
    number TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('partial', 'received', 'in_progress', 'answered')),
    category TEXT NOT NULL REFERENCES categories (key),
    department TEXT NOT NULL REFERENCES departments (code),
    telephone TEXT NOT NULL DEFAULT '',
    recording TEXT NOT NULL DEFAULT '',
    filed_at TEXT NOT NULL,
    due_on TEXT,
    answered_on TEXT,
    answer TEXT,
    answer_en TEXT);
CREATE TABLE IF NOT EXISTS announcements (
    id INTEGER PRIMARY KEY, published_on TEXT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL,
    detail TEXT NOT NULL, detail_en TEXT NOT NULL, shown INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS poll_answers (
    poll TEXT NOT NULL, call TEXT NOT NULL, solved INTEGER NOT NULL, satisfaction INTEGER NOT NULL,
    answered_at TEXT NOT NULL, PRIMARY KEY (poll, call));
"""

DEPARTMENTS = [
    ("urban", "城市管理局", "the Urban Management Bureau"),
    ("ecology", "生态环境局", "the Ecology and Environment Bureau"),
    ("transport", "交通运输局", "the Transport Bureau"),
    ("market", "市场监督管理局", "the Market Regulation Bureau"),
    ("hotline", "12345热线办公室", "the hotline office"),
]

CATEGORIES = [
    # the key that a caller presses, the name in both languages, who deals with it
    ("1", "市容环境", "street cleaning and repairs", "urban"),
    ("2", "噪声污染", "noise", "ecology"),
    ("3", "交通出行", "traffic", "transport"),
    ("4", "消费维权", "consumer rights", "market"),
    ("5", "其他", "another matter", "hotline"),
]

COMPLAINTS = [
    # number, state, category, department, telephone, filed_at, due_on, answered_on, answer, answer_en
    ("TS20260105000125", "answered", "1", "urban", "13800138000", "2026-01-05 09:12:00", "2026-01-12",
     "2026-01-09", "您反映的人民路路灯损坏问题，已于当日派员更换灯具，目前照明恢复正常。感谢您的监督。",
     "The broken street lamp on Renmin Road has been replaced, and the light is working again. Thank you."),
    ("TS20260113000315", "in_progress", "2", "ecology", "13900139000", "2026-01-13 21:40:00", "2026-01-20",
     None, None, None),
    ("TS20260115000040", "received", "3", "transport", "", "2026-01-15 08:31:00", "2026-01-22",
     None, None, None),
]  # fmt: skip

ANNOUNCEMENTS = [
    (1, "2026-01-14", "元宵节灯会期间部分道路临时交通管制", "Traffic control during the Lantern Festival",
     "元宵节当天下午四点至夜间十一点，人民广场周边道路禁止机动车通行，地铁二号线末班车延长一小时。",
     "From four in the afternoon to eleven at night on Lantern Festival day, the roads around People's "
     "Square are closed to cars. The last train of metro line two leaves one hour later."),
    (2, "2026-01-12", "居民医保缴费截止时间延长", "More time to pay for resident medical insurance",
     "本年度城乡居民基本医疗保险缴费截止时间延长至二月底，可以在手机、银行网点或者社区服务中心办理。",
     "This year's resident medical insurance can be paid until the end of February, by mobile phone, at a "
     "bank, or at your community service centre."),
    (3, "2026-01-08", "老旧小区加装电梯补贴开始申报", "Subsidies for lifts in older residential buildings",
     "既有住宅加装电梯，每台最高补贴二十八万元，由业主代表向所在街道办事处提出申请。",
     "A lift added to an older building can receive a subsidy. A representative of the owners applies at the "
     "subdistrict office."),
]  # fmt: skip


def ensure(path: Path = DATABASE) -> Path:
    """Make the database at `path` unless it is there, row by row; the path again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(TABLES)
        database.executemany("INSERT OR IGNORE INTO departments VALUES (?, ?, ?)", DEPARTMENTS)
        database.executemany("INSERT OR IGNORE INTO categories VALUES (?, ?, ?, ?)", CATEGORIES)
        database.executemany(
            "INSERT OR IGNORE INTO complaints (number, state, category, department, telephone, filed_at,"
            " due_on, answered_on, answer, answer_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            COMPLAINTS,
        )
        database.executemany(
            "INSERT OR IGNORE INTO announcements VALUES (?, ?, ?, ?, ?, ?, 1)", ANNOUNCEMENTS
        )
    return path


if __name__ == "__main__":
    print(ensure(Path(sys.argv[1]) if len(sys.argv) > 1 else DATABASE))

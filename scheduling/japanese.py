"""How it is said in Japanese when."""

import re

from scheduling.foreign import Entry, Tongue
from scheduling.vocabulary import MONTHS

_DAYS = {
    "月": "monday",
    "火": "tuesday",
    "水": "wednesday",
    "木": "thursday",
    "金": "friday",
    "土": "saturday",
    "日": "sunday",
}
_DAY = "".join(_DAYS)
_WEEKS = {"[1一]": "first", "[2二]": "second", "[3三]": "third", "[4四]": "fourth"}
_OF = r"(?:の|に|は|、)?"


def _clock(found: re.Match[str]) -> str:
    """`午後5時半`, `9時15分`, `17:30`."""
    half = {"午前": " am", "朝": " am", "午後": " pm", "夜": " pm"}.get(found["half"] or "", "")
    minute = "30" if found["rest"] == "半" else (found["minute"] or "0").zfill(2)
    return f"at {found['hour']}:{minute}{half}"


def _date(found: re.Match[str]) -> str:
    month = int(found["month"])
    name = MONTHS[month - 1] if 1 <= month <= len(MONTHS) else "month"
    return f"until {found['day']} {name}"


_ENTRIES: tuple[Entry, ...] = (
    (rf"(?:毎?平日|毎?営業日){_OF}", "every weekday"),
    (rf"毎日{_OF}", "every day"),
    (rf"毎朝{_OF}", "every morning"),
    (rf"毎[晩夕]{_OF}", "every evening"),
    (rf"(?:毎時|(?:1|一)時間(?:ごと|毎|おき)){_OF}", "every hour"),
    (rf"(\d{{1,2}})時間(?:ごと|毎|おき){_OF}", r"every \1 hours"),
    (rf"(?:毎分|\d{{1,2}}分(?:ごと|毎|おき)){_OF}", "every minute"),
    (r"隔週|[2二]週間?(?:ごと|毎|おき)に?", "every other week"),
    (rf"(?:毎週末|週末){_OF}", "every weekend"),
    (rf"毎週(?:の)?(?=[{_DAY}])", "every"),
    (rf"毎週{_OF}", "weekly"),
    (rf"毎月(\d{{1,2}})日と(\d{{1,2}})日{_OF}", r"on the \1th and \2th of the month"),
    (rf"毎月(\d{{1,2}})日{_OF}", r"on the \1th of the month"),
    (rf"(?:毎月の?(?:末日?|最終日)|月末){_OF}", "on the last day of the month"),
    (r"毎月の?(?=第|最終)", "monthly on the"),
    (rf"毎月{_OF}", "monthly"),
    *((rf"第{said}", english) for said, english in _WEEKS.items()),
    (rf"最終(?=[{_DAY}])", "last"),
    (rf"(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日まで{_OF}", _date),
    (r"年末まで", "until the end of the year"),
    *((rf"{said}曜?日?(?=から|~|-)", english) for said, english in _DAYS.items()),
    (r"から|~", "to"),
    *((rf"{said}曜日?(?:まで)?{_OF}", english) for said, english in _DAYS.items()),
    *((rf"{said}(?=[・と]|の?(?:午|朝|\d))の?", english) for said, english in _DAYS.items()),
    (
        (
            rf"(?P<half>午前|午後|朝|夜)?(?P<hour>\d{{1,2}})時"
            rf"(?P<rest>半|(?P<minute>\d{{1,2}})分)?{_OF}"
        ),
        _clock,
    ),
    (rf"(\d{{1,2}}:\d{{2}}){_OF}", r"at \1"),
    (rf"正午{_OF}", "at noon"),
    (r"と|・|および", "and"),
    (rf"日本時間{_OF}", "japan time"),
    (rf"ベルリン時間{_OF}", "berlin time"),
    (r"(?:ここ|このチャンネル)(?:に|で|へ)?", "here"),
    (r"(?:dm|ダイレクトメッセージ)で", "by dm"),
    (r"(#[^\s、。]+?)\s*(?:に|で|へ)", r"in \1"),
    (r"明日|今日", "tomorrow"),
    (r"、", ","),
)
JAPANESE = Tongue("ja", _ENTRIES, spaced=False)

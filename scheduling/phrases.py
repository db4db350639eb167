"""The phrases that a cadence is said with. Each pattern stands at the start of what is left."""

import re

from scheduling import taking
from scheduling.taking import Take
from scheduling.vocabulary import (
    AND,
    CLOCK,
    DAY,
    EACH,
    MONTH,
    NUMBER,
    OF_MONTH,
    PARTS,
    TIMES,
    WEEK,
)
from scheduling.zones import ABBREVIATIONS

_CRON_FIELD = (
    r"(?:\*|[\d*][\d*,/\-]*|[a-z\d,\-]*(?:#[1-5l])[,a-z\d#]*"
    r"|(?:sun|mon|tue|wed|thu|fri|sat)[a-z,\-]*|l)"
)
_DATE = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\.?\s*(?:of\s+)?{MONTH}"
    rf"(?:,?\s+\d{{4}})?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
)
_CITY = r"[a-z_]+(?:[ _\-][a-z]+){0,2}"
_ENDS_TIME = (
    r"(?=\s*(?:,|;|\.|and\b|&|$|on\b|in\b|until\b|till\b|for\b|here\b|every\b|each\b"
    rf"|{'|'.join(ABBREVIATIONS)}|{_CITY}\s+time\b|[a-z]+/[a-z_]+))"
)
_ONE_TIME = rf"(?:{'|'.join(TIMES)}|{CLOCK})"


_HALF = r"(?:\s*in\s+the\s+(?P<half>morning|afternoon|evening))?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# In order: what is longer or refused stands before what is shorter.
PHRASES: tuple[tuple[re.Pattern[str], Take], ...] = tuple(
    (_compiled(pattern), take)
    for pattern, take in (
        (
            (
                rf"(?:cron\s*:?\s*)?(?P<cron>[\d*][\d*,/\-]*\s+{_CRON_FIELD}\s+{_CRON_FIELD}\s+"
                rf"{_CRON_FIELD}(?:\s+{_CRON_FIELD})?)(?=[\s,;]|$)"
            ),
            taking.cron_line,
        ),
        (
            r"(?P<cron>@(?:hourly|daily|midnight|weekly|monthly|yearly|annually))\b",
            taking.cron_line,
        ),
        (
            (
                rf"(?:every|each)\s+(?:(?:{NUMBER}|other|few|half|couple\s+of)\s+(?:an?\s+)?)?"
                r"(?:minutes?|mins?|seconds?|secs?|moments?)\b"
                r"|(?:every\s+)?half[\s-](?:an?\s+)?hour(?:ly)?\b"
                r"|minutely\b|constantly\b|continuously\b"
            ),
            taking.too_often,
        ),
        (
            (
                r"(?:every|each)\s+(?:other|second|2nd|third|3rd|two|three|four|2|3|4)\s+"
                rf"(?:weeks?|months?|days?|{DAY})|bi-?weekly\b|fortnightly\b|bi-?monthly\b"
                r"|every\s+fortnight\b|(?:once\s+)?every\s+(?:two|2)\s+weeks\b"
            ),
            taking.every_second,
        ),
        (
            rf"(?:every|each)\s+(?:(?P<count>{NUMBER})\s+)?hours?\b|(?P<hourly>hourly)\b",
            taking.hours,
        ),
        (
            rf"(?:from|between)\s+(?P<from>{CLOCK})\s*(?:to|and|until|till|-|–)\s*(?P<to>{CLOCK})",
            taking.window,
        ),
        (
            (
                rf"(?:(?:{EACH}|monthly(?:\s+on)?(?:\s+the)?|the)\s+)*(?:the\s+)?"
                rf"(?P<weeks>{WEEK}(?:{AND}{WEEK})*)\s+(?P<days>{DAY}(?:{AND}{DAY})*)"
                rf"{OF_MONTH}"
            ),
            taking.weeks_of_month,
        ),
        (
            rf"(?:{EACH}\s+)?(?:the\s+)?(?P<which>first|last)\s+day{OF_MONTH}",
            taking.end_of_month,
        ),
        (rf"(?:at|on)\s+the\s+(?P<which>last|end){OF_MONTH}(?!\S)", taking.end_of_month),
        (
            (
                rf"(?:{EACH}\s+)?(?:the\s+)?(?P<days>\d{{1,2}}(?:st|nd|rd|th)(?:{AND}(?:the\s+)?"
                rf"\d{{1,2}}(?:st|nd|rd|th))*){OF_MONTH}"
            ),
            taking.month_days,
        ),
        (
            rf"(?:{EACH}\s+)?(?:the\s+)?day\s+(?P<days>\d{{1,2}}(?:{AND}\d{{1,2}})*)\s*{OF_MONTH}",
            taking.month_days,
        ),
        (
            rf"(?:{EACH}\s+)?(?P<from>{DAY})\s*(?:-|–|to|through|thru|until)\s*(?P<to>{DAY})",
            taking.day_range,
        ),
        (rf"(?:{EACH}\s+)?(?P<days>{DAY}(?:{AND}(?:on\s+)?{DAY})*)", taking.weekdays),
        (
            rf"(?:{EACH}\s+)?(?:week-?days?|working\s?days?|work\s?days?|business\s+days?)\b",
            taking.working_days,
        ),
        (rf"(?:{EACH}\s+)?week-?ends?\b", taking.weekend),
        (
            rf"(?:every|each|in\s+the)\s+(?P<part>{'|'.join(PARTS)})\b",
            taking.part_of_day,
        ),
        (
            (
                r"(?:(?:once|twice|three\s+times)\s+(?:a|every|each)|every|each)\s+"
                r"(?:single\s+)?(?P<period>day|week|month|quarter)\b"
            ),
            taking.period,
        ),
        (r"(?P<period>daily|weekly|monthly|quarterly)\b", taking.period),
        (
            (
                rf"(?P<times>(?:at|@|around|by)\s*{_ONE_TIME}(?:{AND}(?:at\s+)?"
                rf"(?:{_ONE_TIME}){_ENDS_TIME})*){_HALF}"
            ),
            taking.times,
        ),
        (
            (
                rf"(?P<times>\d{{1,2}}(?:[:.]\d{{2}}\s*(?:am|pm|uhr|h)?|\s*(?:am|pm|uhr|o.?clock))\b"
                rf"(?:{AND}{_ONE_TIME}{_ENDS_TIME})*){_HALF}"
            ),
            taking.times,
        ),
        (
            (
                r"(?:until|till|ending|up\s+to)\s+(?:the\s+)?end\s+of\s+(?P<end>(?:the|this)\s+"
                rf"(?:year|month)|{MONTH})"
            ),
            taking.end_of,
        ),
        (rf"(?:until|till|ending(?:\s+on)?|up\s+to)\s+(?P<date>{_DATE})", taking.until),
        (
            rf"for\s+(?:the\s+next\s+)?(?P<count>{NUMBER})\s+(?P<unit>day|week|month|year)s?\b",
            taking.for_so_long,
        ),
        (
            r"(?:in\s+|,\s*)?(?P<zone>[a-z]+/[a-z_]+(?:/[a-z_]+)?)(?:\s+time)?\b",
            taking.time_zone,
        ),
        (
            rf"(?:in\s+)?\(?(?P<zone>{'|'.join(ABBREVIATIONS)})\b\)?(?:\s+time\b)?",
            taking.time_zone,
        ),
        (rf"(?:in\s+)?(?P<zone>{_CITY})\s+time\b", taking.time_zone),
        (
            (
                r"(?:post(?:ed)?\s+|sent?\s+)?(?P<place>(?:right\s+)?(?:in\s+)?here\b"
                r"|in\s+this\s+channel\b"
                r"|to\s+me\b|(?:by|in|via|as)\s+(?:an?\s+)?(?:dm|direct\s+message)\b)"
            ),
            taking.place,
        ),
        (r"(?:posted\s+|to\s+)?(?:in\s+|into\s+|to\s+)(?P<place>#[^\s,;.]+)", taking.place),
    )
)

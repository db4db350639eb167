"""How people steer: the form that a language's words have, and the names of sources.

A pattern is for a whole reply, over folded text: no accents, no capitals, no mention of us, and
a comma for every stop; a language's `filler` was taken out, its `lead_in` from the front.
"""

import re
from dataclasses import dataclass

from bot.steering_calendar import Calendar
from domain.question import SourceKind

_NAMES = {
    SourceKind.SLACK: re.compile("slack|スラック"),
    SourceKind.DRIVE: re.compile("(?:google )?g?drive|(?:グーグル)?ドライブ"),
    SourceKind.NOTION: re.compile("notion|ノーション"),
    SourceKind.WEB: re.compile("web|(?:inter)?netz?|ウェブ|ウエブ|(?:インター)?ネット"),
}
_ONE = "(?:" + "|".join(name.pattern for name in _NAMES.values()) + ")"
_AND = (
    r"(?:,? (?:and|or|und|oder|et|ou|ni|y|o) |, ?|[とや、])(?:the |das |die |le |la |les |el )?"
)
_ON_THE_WEB = re.compile(
    r"\b(?:on|in|at|search|check|to) the (?:web|internet|net)"
    r"(?= (?:for|about|too|also|as well)\b|$)"
    r"|\b(?:search|look) online\b|\bonline$"
    r"|\bim (?:web|netz|internet)\b|\bsur (?:le (?:web|net)|internet)\b"
    r"|\ben (?:la (?:web|red)|internet)\b"
    r"|(?:ウェブ|ウエブ|(?:インター)?ネット)(?:検索)?(?:で|上で|でも|も)"
)
NAME = f"{_ONE}(?:{_AND}{_ONE})*"  # or several of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`request` begins an order that is put as a question; only such an order ends in "?".

    `skip` names one source or more. `thanks`, `start` and `cheaper` are for text that still
    has its fillers.
    """

    filler: re.Pattern[str]
    lead_in: re.Pattern[str]
    request: re.Pattern[str]
    stop: re.Pattern[str]
    go_on: re.Pattern[str]
    skip: re.Pattern[str]
    since: re.Pattern[str]
    also: re.Pattern[str]
    thanks: re.Pattern[str]
    start: re.Pattern[str]
    cheaper: re.Pattern[str]
    calendar: Calendar
    is_spaced: bool = True


def sources_in(order: str) -> tuple[SourceKind, ...]:
    """Which sources an order is about that fits a `skip`."""
    return tuple(kind for kind, name in _NAMES.items() if name.search(order))


def any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


def names_web(order: str) -> bool:
    """Whether an order that fits an `also` sends us there; a topic may have its name too."""
    return _ON_THE_WEB.search(order) is not None

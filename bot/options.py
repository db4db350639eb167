"""Options that stand before the question: private, effort and sources."""

from dataclasses import dataclass
from enum import StrEnum

from domain.question import Effort, SourceKind

PRIVATE = ("private", "private:", "privately")
_EFFORT, _SOURCES = "effort:", "sources:"


class Wrong(StrEnum):
    """Which option makes no sense."""

    EFFORT = "effort"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`wrong` is an option that makes no sense; `text` is the rest, as typed."""

    text: str
    effort: Effort | None = None
    sources: tuple[SourceKind, ...] = tuple(SourceKind)
    is_private: bool = False
    wrong: Wrong | None = None


def options_of(raw: str) -> Options:
    """Options stand before the question, in any order; the first other word begins it."""
    effort, sources, is_private = None, tuple(SourceKind), False
    rest = raw.strip()
    while rest:
        word, _, after = rest.partition(" ")
        folded = word.casefold()
        if folded in PRIVATE:
            is_private = True
        elif folded.startswith(_EFFORT):
            value = folded.removeprefix(_EFFORT)
            if value not in set(Effort):
                return Options(text=after, wrong=Wrong.EFFORT)
            effort = Effort(value)
        elif folded.startswith(_SOURCES):
            named = {one for one in folded.removeprefix(_SOURCES).split(",") if one}
            if not named or named - set(SourceKind):
                return Options(text=after, wrong=Wrong.SOURCES)
            sources = tuple(kind for kind in SourceKind if kind.value in named)
        else:
            break
        rest = after.lstrip()
    return Options(text=rest, effort=effort, sources=sources, is_private=is_private)

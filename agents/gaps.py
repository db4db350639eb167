"""What the answer lacks, in words, from what the subtasks and the check left behind."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from agents.composing import Composed
from agents.phrases import Phrases
from domain.answer import Gap, GapKind
from domain.plan import Outcome
from domain.question import SourceKind
from domain.window import Window
from store.findings import Report

_NAMES = {
    SourceKind.SLACK: "Slack",
    SourceKind.DRIVE: "Drive",
    SourceKind.NOTION: "Notion",
}
_TEXT = 300


TOO_LARGE = "too large: "  # before the number of documents
OUT_OF_TIME = "the time limit"  # who cancels when time is over
LIMIT, SILENT, DECLINED, BROKE = "limit", "silent", "declined", "broke"  # why a part ended
NO_PLACE = "no place"  # why one that somebody asked for never began


def source_name(kind: SourceKind, phrases: Phrases) -> str:
    return phrases.the_web if kind is SourceKind.WEB else _NAMES[kind]


def of_reports(
    reports: Iterable[Report], phrases: Phrases, *, asked: datetime
) -> tuple[Gap, ...]:
    """Sources that were silent, parts that were cancelled or found nothing; each said once.

    `asked` is the question's moment in the asker's zone.
    """
    gaps: dict[str, Gap] = {}
    for report in reports:
        for gap in (
            *(_worded(gap, report, phrases, asked=asked) for gap in report.gaps),
            *_nothing(report, phrases),
        ):
            gaps.setdefault(f"{gap.kind} {gap.source} {gap.text}", gap)
    return _one_per_source(tuple(gaps.values()))


def of_absent(kinds: Iterable[SourceKind], phrases: Phrases) -> tuple[Gap, ...]:
    """Connected sources that were down when the run began, and were not asked."""
    return tuple(
        Gap(
            kind=GapKind.SOURCE_DOWN,
            text=phrases.not_answered_once.format(source=source_name(kind, phrases)),
            source=kind,
        )
        for kind in kinds
    )


def of_lost(
    gaps: Iterable[Gap], lost: Iterable[tuple[SourceKind, str]], phrases: Phrases
) -> tuple[Gap, ...]:
    """The same, but a source that refuses us is told so, with the day since which it does."""
    since, kept = dict(lost), dict[SourceKind | int, Gap]()
    for number, gap in enumerate(gaps):
        if gap.kind is GapKind.SOURCE_DOWN and gap.source in since and not gap.copied:
            name = source_name(gap.source, phrases)
            text = phrases.lost.format(source=name, when=since[gap.source])
            kept[gap.source] = Gap(kind=GapKind.LOST, text=text, source=gap.source)
        else:
            kept[number] = gap
    return tuple(kept.values())


def of_lead(said: Sequence[str], reports: Iterable[Report] = ()) -> tuple[Gap, ...]:
    """What the lead misses besides the parts without findings, which name themselves."""
    empty = [report.subtask.title for report in reports if report.outcome is not Outcome.FOUND]
    return tuple(
        Gap(kind=GapKind.NOT_FOUND, text=" ".join(text.split())[:_TEXT])
        for text in said
        if text.strip()
        and text not in set(GapKind)  # kinds are named in full elsewhere
        and not any(title and title in text for title in empty)
    )


def of_check(composed: Composed, phrases: Phrases) -> tuple[Gap, ...]:
    if not composed.dropped:
        return ()
    template = phrases.one_left_out if composed.dropped == 1 else phrases.left_out
    text = template.format(count=composed.dropped)
    return (Gap(kind=GapKind.UNSUPPORTED, text=text),)


def of_window(
    window: Window, phrases: Phrases, *, told: Callable[[date], str]
) -> tuple[Gap, ...]:
    """What was left out because somebody in the thread wanted nothing older."""
    if window.since is None:
        return ()
    text = phrases.only_since.format(day=told(window.since.date()), by=window.by)
    return (Gap(kind=GapKind.OLDER, text=text),)


def _worded(gap: Gap, report: Report, phrases: Phrases, *, asked: datetime) -> Gap:
    title = report.subtask.title
    match gap.kind:
        case GapKind.SOURCE_DOWN if gap.source:
            said = phrases.not_answered_once if gap.text == "1" else phrases.not_answered
            text = said.format(source=source_name(gap.source, phrases), tries=gap.text)
            if gap.copied:
                moment = _told(gap.copied.astimezone(asked.tzinfo), asked)
                text += phrases.copy_searched.format(moment=moment)
        case GapKind.NO_ACCESS if gap.source:
            text = phrases.not_connected.format(source=source_name(gap.source, phrases))
        case GapKind.CANCELLED if gap.text == OUT_OF_TIME:
            text = phrases.out_of_time.format(title=title)
        case GapKind.CANCELLED:
            text = phrases.cancelled.format(title=title, by=gap.text)
        case GapKind.NEEDS_WEB:
            text = phrases.web_closed.format(title=title)
        case GapKind.UNREADABLE if gap.text.startswith(TOO_LARGE):
            text = phrases.too_large.format(count=gap.text.removeprefix(TOO_LARGE))
        case _:
            known = _broken_off(phrases).get(gap.text)
            text = known.format(title=title) if known else gap.text
    return Gap(kind=gap.kind, text=text, source=gap.source)


def _told(moment: datetime, asked: datetime) -> str:
    is_today = moment.date() == asked.date()
    return f"{moment:%H:%M}" if is_today else f"{moment:%Y-%m-%d %H:%M}"


def _broken_off(phrases: Phrases) -> dict[str, str]:
    return {
        LIMIT: phrases.part_at_limit,
        SILENT: phrases.part_without_model,
        DECLINED: phrases.part_declined,
        BROKE: phrases.part_broke,
        NO_PLACE: phrases.no_place,
    }


def _nothing(report: Report, phrases: Phrases) -> tuple[Gap, ...]:
    if report.outcome is not Outcome.NOTHING:
        return ()
    text = phrases.nothing_in.format(title=report.subtask.title)
    return (Gap(kind=GapKind.NOT_FOUND, text=text),)


def _one_per_source(gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """A source that failed several subtasks is named once, with the most tries."""
    kept: list[Gap] = []
    seen: set[SourceKind] = set()
    for gap in gaps:
        if gap.kind is GapKind.SOURCE_DOWN and gap.source:
            if gap.source in seen:
                continue
            seen.add(gap.source)
        kept.append(gap)
    return tuple(kept)

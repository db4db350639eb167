"""An edition of a digest as Slack messages: what is news, what it rests on, and its buttons."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rendering.amounts import counted, money
from bot.rendering.blocks import Json, actions, blocks_of, button
from bot.rendering.inert import escaped
from bot.rendering.layout import Item, Line, Piece, Row, literal, size
from bot.rendering.limits import MESSAGE_CHARACTERS, MOST_MESSAGES, PLAIN_TEXT
from bot.rendering.locale import Locale
from bot.rendering.markdown import markdown, plain_text
from bot.rendering.message import Attachment, Message, Rendered
from bot.rendering.registry import Registry, safe_url, source_line
from bot.rendering.splitting import beginning, messages_of
from domain.digest import DigestId, Edition, News, NewsItem
from domain.evidence import Origin, SourceRef
from domain.question import SourceKind

LABELS = {
    News.NEW: "New",
    News.CHANGED: "Changed",
    News.CONTRADICTED: "Contradicted",
    News.GONE: "No longer so",
}
FIRST = "first edition"
LATE = "This is late: it was due {due}, and I was not running then."
TRIAL = "A trial, for you alone: it is not saved, and nothing of it is remembered."
UNCHANGED = "Unchanged"
QUIET = "Nothing new on “{title}”{since} ({checked} checked)."
CONTROLS = "digest:"  # begins the id of the block that holds a digest's buttons
WHOLE_IN_FILE = "This is the beginning; the whole digest is in the file below."
_GAPS_SHOWN = 4
_A_WEEK = timedelta(days=6)


def render_digest(edition: Edition, locale: Locale) -> Rendered:
    """Nothing is cut: what is longer than five messages comes with a file of the whole."""
    registry = Registry(edition.sources)
    rows = edition_rows(edition, registry, locale)
    messages = messages_of(rows)
    fits = len(messages) <= MOST_MESSAGES
    if not fits:
        pointer = Line(pieces=(Piece(text=WHOLE_IN_FILE, bold=True),))
        messages = [[*beginning(rows, MESSAGE_CHARACTERS - size(pointer)), pointer]]
    whole = Attachment(
        filename=f"digest-{edition.digest}.md", title="Digest", text=markdown(rows)
    )
    text = notification(edition)
    last = len(messages) - 1
    made = tuple(
        Message(
            text=text,
            blocks=(*blocks_of(part), *(_buttons(edition) if number == last else ())),
        )
        for number, part in enumerate(messages)
    )
    plain = escaped(plain_text(rows))[:PLAIN_TEXT]
    return Rendered(
        messages=made, plain=Message(text=plain), attachment=None if fits else whole
    )


def notification(edition: Edition) -> str:
    """Counts in our own words; Slack parses this text."""
    if not edition.news:
        return "Digest: nothing new"
    counts = [
        f"{number} {LABELS[news].lower()}"
        for news in News
        if (number := sum(item.news is news for item in edition.news))
    ]
    return f"Digest: {', '.join(counts)}"


def edition_rows(edition: Edition, registry: Registry, locale: Locale) -> list[Row]:
    notes = [_note(TRIAL)] if edition.is_trial else []
    if edition.due:
        notes.append(_note(LATE.format(due=_moment(edition.due, edition))))
    if not edition.news and edition.since is not None:
        return [*notes, _quiet(edition, locale), *_gaps(edition), _footer(edition, locale)]
    return [
        *notes,
        _title(edition, locale),
        *[Item(pieces=_item(item, edition, registry)) for item in edition.news],
        *_unchanged(edition),
        *_gaps(edition),
        *_sources(edition, registry, locale),
        _footer(edition, locale),
    ]


def _note(text: str) -> Line:
    return Line(pieces=(literal(text),))


def _zone(edition: Edition) -> ZoneInfo:
    return ZoneInfo(edition.zone)


def _moment(moment: datetime, edition: Edition) -> str:
    return f"{moment.astimezone(_zone(edition)):%a %-d %b %H:%M}"


def _since(edition: Edition, locale: Locale) -> str:
    """`since Friday` within a week, `since 12 Sep` before that."""
    if edition.since is None:
        return ""
    local = edition.since.astimezone(_zone(edition)).date()
    if local == locale.today:
        return f"since today {edition.since.astimezone(_zone(edition)):%H:%M}"
    if locale.today - local <= _A_WEEK:
        return f"since {local:%A}"
    return f"since {local:%-d %B}"


def _title(edition: Edition, locale: Locale) -> Line:
    since = _since(edition, locale) or FIRST
    nothing = "" if edition.news else " · nothing found"
    return Line(pieces=(literal(edition.title, bold=True), literal(f" · {since}{nothing}")))


def _quiet(edition: Edition, locale: Locale) -> Line:
    since = f" {_since(edition, locale)}"
    checked = counted(edition.covered.read, "source", "sources")
    return _note(QUIET.format(title=edition.title, since=since, checked=checked))


def _item(item: NewsItem, edition: Edition, registry: Registry) -> tuple[Piece, ...]:
    label = [literal(LABELS[item.news], bold=True), literal(" · ")]
    first = edition.since is None  # where everything is new, nothing needs to say so
    pieces = [*([] if first else label), literal(f"{item.text} ")]
    pieces += registry.marks(item.cites)
    match item.news:
        case News.NEW:
            return tuple(pieces)
        case News.CHANGED:
            pieces.append(literal(f" (before: “{item.earlier}”). This corrects "))
        case News.CONTRADICTED:
            pieces.append(literal(f" But “{item.earlier}” still stands, as said in "))
        case News.GONE:
            pieces.append(literal("(its source is gone, or says so no more). This corrects "))
    return (*pieces, _earlier(item, edition), literal("."))


def _earlier(item: NewsItem, edition: Edition) -> Piece:
    """`our digest of 19 November`, a link to that message where we know its address."""
    day = item.earlier_at.astimezone(_zone(edition)) if item.earlier_at else None
    text = f"our digest of {day:%-d %B}" if day else "our earlier digest"
    ref = SourceRef(source=SourceKind.SLACK, key="own")
    url = safe_url(Origin(ref=ref, title="", url=item.earlier_url))
    return Piece(text=text, url=url)


def _unchanged(edition: Edition) -> list[Row]:
    covered = edition.covered
    parts = []
    if covered.unchanged:
        parts.append(f"{counted(covered.unchanged, 'claim', 'claims')} checked again")
    if covered.unchecked:
        parts.append(f"{covered.unchecked} could not be checked this time")
    if not parts:
        return []
    label = literal(UNCHANGED, bold=True)
    return [Item(pieces=(label, literal(f" · {', '.join(parts)}")))]


def _gaps(edition: Edition) -> list[Row]:
    return [
        Line(
            pieces=(Piece(text="Not covered", bold=True), literal(f" · {gap.text}")),
            opens=False,
        )
        for gap in edition.gaps[:_GAPS_SHOWN]
    ]


def _sources(edition: Edition, registry: Registry, locale: Locale) -> Sequence[Row]:
    if not edition.sources:
        return ()
    return (Line(pieces=tuple(source_line(edition.sources, registry, locale))),)


def _footer(edition: Edition, locale: Locale) -> Line:
    parts = [f"{edition.covered.read} read"]
    if locale.shows_cost:
        parts.append(money(edition.covered.usd))
    parts.append(f"made by {edition.maker}")
    return Line(pieces=(literal(" · ".join(parts)),), opens=False)


def _buttons(edition: Edition) -> tuple[Json, ...]:
    if edition.is_trial:
        return (draft_buttons(edition.digest, tried=True),)
    return (control_buttons(edition.digest),)


def control_buttons(digest: DigestId, *, is_paused: bool = False) -> Json:
    stop = ("Resume", "digest_resume") if is_paused else ("Pause", "digest_pause")
    return actions(
        f"{CONTROLS}{digest}",
        button(*stop, digest),
        button("Change", "digest_change", digest),
        button("Run now", "digest_run", digest),
        button("Delete", "digest_delete", digest),
    )


def draft_buttons(digest: DigestId, *, tried: bool = False) -> Json:
    try_it = [] if tried else [button("Try it now", "digest_try", digest)]
    return actions(
        f"{CONTROLS}{digest}",
        button("Save", "digest_save", digest, style="primary"),
        button("Change", "digest_change", digest),
        *try_it,
    )

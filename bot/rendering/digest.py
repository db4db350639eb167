"""An edition of a digest as Slack messages: what is news, what it rests on, and its buttons."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.rendering.amounts import counted
from bot.rendering.blocks import Json, actions, blocks_of, button
from bot.rendering.digest_languages import digest_words
from bot.rendering.digest_words import DigestWords
from bot.rendering.inert import escaped
from bot.rendering.layout import Item, Line, Piece, Row, literal, size
from bot.rendering.limits import MESSAGE_CHARACTERS, MOST_MESSAGES, PLAIN_TEXT
from bot.rendering.locale import Locale
from bot.rendering.markdown import markdown, plain_text
from bot.rendering.message import Attachment, Message, Rendered
from bot.rendering.registry import Registry, safe_url, source_line
from bot.rendering.splitting import beginning, messages_of
from domain.amounts import money
from domain.digest import DigestId, Edition, News, NewsItem
from domain.evidence import Origin, SourceRef
from domain.question import SourceKind
from scheduling.describing import day_of_month, moment_said, weekday_said
from scheduling.saying import said
from scheduling.sentences import NEWS, NOTHING_NEW

CONTROLS = "digest:"  # begins the id of the block that holds a digest's buttons
_GAPS_SHOWN = 4
_A_WEEK = timedelta(days=6)


def render_digest(edition: Edition, locale: Locale) -> Rendered:
    """Nothing is cut: what is longer than five messages comes with a file of the whole."""
    registry = Registry(edition.sources)
    rows = edition_rows(edition, registry, locale)
    messages = messages_of(rows)
    fits = len(messages) <= MOST_MESSAGES
    if not fits:
        pointer = Line(
            pieces=(Piece(text=digest_words(edition.language).whole_in_file, bold=True),)
        )
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
        return said(NOTHING_NEW, edition.language)
    words = digest_words(edition.language)
    counts = [
        f"{number} {words.label(news).lower()}"
        for news in News
        if (number := sum(item.news is news for item in edition.news))
    ]
    return said(NEWS, edition.language, counts=", ".join(counts))


def edition_rows(edition: Edition, registry: Registry, locale: Locale) -> list[Row]:
    words = digest_words(edition.language)
    notes = [_note(words.trial)] if edition.is_trial else []
    if edition.due:
        due = moment_said(edition.due, edition.zone, edition.language)
        notes.append(_note(words.late.format(due=due)))
    if not edition.news and edition.since is not None:
        quiet = _note(_quiet(edition, words, locale))
        return [*notes, quiet, *_gaps(edition, words), _footer(edition, words, locale)]
    return [
        *notes,
        _title(edition, words, locale),
        *[Item(pieces=_item(item, edition, registry)) for item in edition.news],
        *_unchanged(edition, words),
        *_gaps(edition, words),
        *_sources(edition, registry, locale),
        _footer(edition, words, locale),
    ]


def _note(text: str) -> Line:
    return Line(pieces=(literal(text),))


def _since(edition: Edition, words: DigestWords, locale: Locale) -> str:
    """`since Friday` within a week, `since 12 September` before that."""
    if edition.since is None:
        return ""
    local = edition.since.astimezone(ZoneInfo(edition.zone))
    if local.date() == locale.today:
        return words.since_today.format(time=f"{local:%H:%M}")
    if locale.today - local.date() <= _A_WEEK:
        return words.since.format(day=weekday_said(local, edition.language))
    return words.since.format(day=day_of_month(local, edition.language))


def _title(edition: Edition, words: DigestWords, locale: Locale) -> Line:
    since = _since(edition, words, locale) or words.first
    nothing = "" if edition.news else f" · {words.nothing_found}"
    return Line(pieces=(literal(edition.title, bold=True), literal(f" · {since}{nothing}")))


def _quiet(edition: Edition, words: DigestWords, locale: Locale) -> str:
    since = _since(edition, words, locale)
    checked = counted(edition.covered.read, words.source, words.sources, language=words.code)
    return words.quiet.format(title=edition.title, since=since, checked=checked)


def _item(item: NewsItem, edition: Edition, registry: Registry) -> tuple[Piece, ...]:
    words = digest_words(edition.language)
    label = [literal(words.label(item.news), bold=True), literal(" · ")]
    first = edition.since is None  # where everything is new, nothing needs to say so
    pieces = [*([] if first else label), literal(f"{item.text} " if item.text else "")]
    pieces += registry.marks(item.cites)
    match item.news:
        case News.NEW:
            return tuple(pieces)
        case News.CHANGED:
            before = words.before.format(earlier=item.earlier) if item.earlier else ""
            pieces.append(literal(f"{before}{words.corrects}"))
        case News.CONTRADICTED:
            stands = words.still_stands if item.earlier else words.still_stands_faded
            pieces.append(literal(stands.format(earlier=item.earlier)))
        case News.GONE:
            lost = words.lost.lstrip() if item.text else words.lost_faded
            pieces.append(literal(f"{lost}{words.corrects}"))
    return (*pieces, _earlier(item, edition), literal("."))


def _earlier(item: NewsItem, edition: Edition) -> Piece:
    """`our digest of 19 November`, a link to that message where we know its address."""
    words, text = digest_words(edition.language), ""
    if item.earlier_at:
        local = item.earlier_at.astimezone(ZoneInfo(edition.zone))
        text = words.our_digest.format(day=day_of_month(local, edition.language))
    ref = SourceRef(source=SourceKind.SLACK, key="own")
    url = safe_url(Origin(ref=ref, title="", url=item.earlier_url))
    return Piece(text=text or words.our_earlier_digest, url=url)


def _unchanged(edition: Edition, words: DigestWords) -> list[Row]:
    covered = edition.covered
    parts = []
    if covered.unchanged:
        claims = counted(covered.unchanged, words.claim, words.claims, language=words.code)
        parts.append(words.checked_again.format(claims=claims))
    if covered.unchecked:
        parts.append(words.unchecked.format(count=covered.unchecked))
    if not parts:
        return []
    label = literal(words.unchanged, bold=True)
    return [Item(pieces=(label, literal(f" · {', '.join(parts)}")))]


def _gaps(edition: Edition, words: DigestWords) -> list[Row]:
    return [
        Line(
            pieces=(Piece(text=words.not_covered, bold=True), literal(f" · {gap.text}")),
            opens=False,
        )
        for gap in edition.gaps[:_GAPS_SHOWN]
    ]


def _sources(edition: Edition, registry: Registry, locale: Locale) -> Sequence[Row]:
    if not edition.sources:
        return ()
    return (Line(pieces=tuple(source_line(edition.sources, registry, locale))),)


def _footer(edition: Edition, words: DigestWords, locale: Locale) -> Line:
    parts = [words.read.format(count=edition.covered.read)]
    if locale.shows_cost:
        parts.append(money(edition.covered.usd, words.code))
    parts.append(words.made_by.format(name=edition.maker))
    return Line(pieces=(literal(" · ".join(parts)),), opens=False)


def _buttons(edition: Edition) -> tuple[Json, ...]:
    words = digest_words(edition.language)
    if edition.is_trial:
        return (draft_buttons(edition.digest, words, tried=True),)
    return (control_buttons(edition.digest, words),)


def control_buttons(digest: DigestId, words: DigestWords, *, is_paused: bool = False) -> Json:
    paused, running = (words.resume, "digest_resume"), (words.pause, "digest_pause")
    return actions(
        f"{CONTROLS}{digest}",
        button(*(paused if is_paused else running), digest),
        button(words.change, "digest_change", digest),
        button(words.run_now, "digest_run", digest),
        button(words.delete, "digest_delete", digest),
    )


def draft_buttons(digest: DigestId, words: DigestWords, *, tried: bool = False) -> Json:
    try_it = [] if tried else [button(words.try_it, "digest_try", digest)]
    return actions(
        f"{CONTROLS}{digest}",
        button(words.save, "digest_save", digest, style="primary"),
        button(words.change, "digest_change", digest),
        *try_it,
    )

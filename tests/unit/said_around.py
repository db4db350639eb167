"""Everything that the face can show, made in one language: posts, plans, pages, forms.

What others would have written is in no language (`XQ…`), so that all words are our own.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bot.digest_forms import Filled, Opened, form
from bot.rendering.blocks import Json
from bot.rendering.home import HomePage, Listed, home_view
from bot.rendering.languages import words_for
from bot.rendering.locale import Locale
from bot.rendering.plan import render_plan
from bot.rendering.plan_view import plan_view
from bot.rendering.posts import render
from bot.rendering.source_list import Seen, Sight, loading_view, sources_message
from bot.research_form import research_view
from connectors.source import Condition, Health
from domain.answer import Answer, Coverage, Gap, GapKind, Paragraph, Source, Span
from domain.audience import PersonId
from domain.digest import Covered, DigestId, Edition, News, NewsItem
from domain.events import (
    FailureKind,
    RunEvent,
    RunStarted,
    RunState,
    RunStopped,
    StateChanged,
    SubtaskEnded,
    SubtaskStarted,
    Triaged,
    What,
)
from domain.evidence import Origin, SourceRef
from domain.plan import Outcome, Subtask, SubtaskId
from domain.post import (
    AnswerPost,
    ClarifyPost,
    ConnectPost,
    Content,
    DigestPost,
    FailurePost,
    GreetingPost,
    PrivateOfferPost,
    QuotePost,
    SentencePost,
    StoppedPost,
    TakenBackPost,
)
from domain.question import (
    Asker,
    ChannelId,
    Effort,
    Question,
    Room,
    RoomKind,
    RunId,
    SourceKind,
)
from domain.quote import Quote, QuotedPart
from policy.spending import Account, Payer
from store.runs import RunRow

RUN = RunId("7f3kqz2m4x")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVERY = tuple(SourceKind)
SOURCES = tuple(
    Source(
        number=number,
        origin=Origin(
            ref=SourceRef(source=kind, key="k"),
            title="XQTITLE",
            url="",
            place="xqplace",
            modified=NOW,
        ),
    )
    for number, kind in enumerate(SourceKind, start=1)
)


def locale(language: str) -> Locale:
    return Locale(today=date(2026, 11, 20), words=words_for(language))


def posts(language: str) -> Iterator[Content]:
    """Each kind of post, in each of its forms."""
    coverage = Coverage(
        read=31,
        cited=7,
        read_by_source=(),
        claims=19,
        supported=18,
        hedged=1,
        dropped=2,
        seconds=96,
        usd=0.71,
        notes=(),
    )
    gaps = tuple(Gap(kind=kind, text="XQGAP", source=SourceKind.DRIVE) for kind in GapKind)
    said = (Paragraph(spans=(Span(text="XQANSWER", cites=(1, 2)),)),)
    for blocks, lacking in ((said, gaps), (said, gaps[:1]), ((), ())):
        yield AnswerPost(
            answer=Answer(
                blocks=blocks,
                sources=SOURCES,
                gaps=lacking,
                coverage=coverage,
                more_usd=1.5,
                language=language,
            )
        )
    yield ClarifyPost(question="XQ?", options=("XQ1", "XQ2"))
    yield QuotePost(quote=QUOTE)
    stopped = StoppedPost(by="XQ", done=("XQ",), not_done=("XQ",), usd=0.2, cut_off_usd=0.3)
    yield from (stopped, StoppedPost(by="XQ", done=(), not_done=(), usd=0, reason="XQ"))
    yield from (FailurePost(failure=kind) for kind in FailureKind)
    yield from (
        PrivateOfferPost(count=count, room_name=name) for count, name in ((1, ""), (2, "#xq"))
    )
    yield ConnectPost(language=language)
    for what in ("answer", "digest"):
        for private in (True, False):
            yield TakenBackPost(
                what=what, room_name="#xq", question="XQ", is_private=private, language=language
            )
    yield GreetingPost(sentence="XQ", language=language)
    yield SentencePost(sentence="XQ")
    yield from _editions(language)


QUOTE = Quote(
    parts=(
        QuotedPart(title="XQ", sources=(SourceKind.SLACK, SourceKind.DRIVE)),
        QuotedPart(title="XQ", sources=(SourceKind.WEB,)),
    ),
    usd=(2.0, 4.0),
    minutes=9,
    limit_usd=4,
    cheaper_parts=1,
    cheaper_usd=1,
)


def _editions(language: str) -> Iterator[Content]:
    news = tuple(NewsItem(news=one, text="XQ", earlier="XQ", earlier_at=NOW) for one in News)
    faded = tuple(NewsItem(news=one, text="") for one in News if one is not News.NEW)
    for items in (news + faded, ()):
        yield DigestPost(
            edition=Edition(
                digest=DigestId("d1"),
                title="XQ",
                maker="XQ",
                news=items,
                language=language,
                covered=Covered(read=3, unchanged=2, unchecked=1),
                since=NOW,
                due=NOW,
                is_trial=True,
            )
        )


def plans(language: str) -> Iterator[Json]:
    """A plan in every state, with a part that ended in every way."""
    outcomes = (*Outcome, None)
    tasks = [
        Subtask(
            id=SubtaskId(f"s{number}"),
            title="XQ",
            objective="x",
            sources=(EVERY[number % 3],),
            asked_by="XQ" if number else "",
        )
        for number in range(len(outcomes))
    ]
    began: list[What] = [
        RunStarted(),
        Triaged(effort=Effort.DEEP, topic="XQ", language=language),
        *(SubtaskStarted(subtask=task) for task in tasks),
    ]
    ended: list[What] = [
        SubtaskEnded(subtask=task.id, outcome=outcome)
        for task, outcome in zip(tasks, outcomes, strict=True)
        if outcome
    ]
    for state in RunState:
        whats = [*began, *ended, StateChanged(state=state)]
        if state is RunState.STOPPED:
            whats.append(RunStopped(by="XQ"))
        events = [
            RunEvent(run=RUN, key=str(n), at=NOW + timedelta(seconds=n), what=what)
            for n, what in enumerate(whats)
        ]
        message = render_plan(
            plan_view(events, RUN, now=NOW + timedelta(minutes=2)), locale(language)
        )
        yield {"text": message.text, "blocks": list(message.blocks)}


def pages(language: str) -> Iterator[Json]:
    """Home, forms, and the list of sources."""
    words = words_for(language)
    asker = Asker(id=PersonId("U1"), name="XQ", locale=language)
    room = Room(channel=ChannelId("C1"), kind=RoomKind.PUBLIC, name="xq")
    question = Question(run=RUN, text="XQ", asker=asker, room=room, asked_at=NOW)
    rows = [
        RunRow(run=RUN, state=state, question=question, asked_at=NOW, part=1)
        for state in RunState
    ]
    accounts = [
        Account(payer=payer, owner="", starts=NOW.date(), resets=date(2026, 12, 1), limit=limit)
        for payer in Payer
        for limit in (20.0, float("inf"))
    ]
    health = [
        Health(source=kind, condition=condition, name="XQ", count=count)
        for condition in Condition
        for kind in (SourceKind.SLACK, SourceKind.NOTION)
        for count in (1, 2)
    ]
    here = locale(language)
    page = HomePage(
        runs=[Listed(row=row, usd=0.5, link="https://x.example/1") for row in rows],
        money=[(account, 1.5) for account in accounts],
        health=health,
    )
    seen = [Seen(source=SOURCES[0], sight=sight, quotes=("XQ",)) for sight in Sight]
    listed = sources_message(seen, here)
    yield from (home_view(page, here), home_view(HomePage(), here), loading_view(words))
    yield {"text": listed.text, "blocks": list(listed.blocks)}
    yield research_view(ChannelId("C1"), words)
    for digest in ("", "d1"):
        opened = Opened(zone="Pacific/Fiji", at=NOW, language=language)
        yield form(Filled(digest=digest), opened)


def everything(language: str) -> Iterator[Json]:
    for content in posts(language):
        made = render(content, RUN, locale(language))
        for message in (*made.messages, made.plain):
            yield {"text": message.text, "blocks": list(message.blocks)}
        if made.attachment:
            yield {"text": f"{made.attachment.title}\n{made.attachment.text}"}
    yield from plans(language)
    yield from pages(language)

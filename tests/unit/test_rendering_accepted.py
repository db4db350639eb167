"""What is rendered, against the checks by which the sandbox refuses what Slack refuses."""

import json
import random
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rendering.answer import render_answer
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.notices import (
    render_clarify,
    render_failure,
    render_private_offer,
    render_stopped,
)
from bot.rendering.plan import render_plan
from bot.rendering.plan_view import plan_view
from domain.answer import Answer, Bullets, Gap, GapKind, Heading, Paragraph, Span, Table
from domain.events import FailureKind, RunEvent, RunStarted, SubtaskStarted, Triaged, What
from domain.plan import Subtask, SubtaskId
from domain.post import ClarifyPost, FailurePost, PrivateOfferPost, StoppedPost
from domain.question import Effort, RunId, SourceKind
from sandbox.slack.limits import check_message
from tests.unit.test_rendering_answer import SOURCES

RUN = RunId("7f3kqz2m4x")
LOCALE = Locale(today=date(2026, 11, 20))
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PIECES = (
    *(
        "<!channel>",
        "<@U0001>",
        "@here ",
        "<https://bad.com/?d=K|Sign in>",
        "[x](https://b.com)",
    ),
    *(
        "HTTPS://BAD.COM/K",
        "bad\u3002com",
        "b\u200bad.com",
        "\u202emoc.dab",
        "\x00\x07",
        "\ud83d",
    ),
    *("[1] [999] ", "\n", "\t", "&lt;!here&gt;", "e.g. 3.14 ", "日本語。", "עברית ", "*_~`> "),
    *("a" * 700, "word " * 150, "1. one\n  - two\n", "| a | b |\n", "🎉👩‍👩‍👧", ""),
)


def hostile(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(20))
    return "".join(chance.choices(PIECES, k=chance.randrange(6)))


def an_answer(chance: random.Random) -> Answer:
    def span() -> Span:
        cites = tuple(chance.choices(range(8), k=chance.randrange(3)))
        return Span(text=hostile(chance), bold=chance.random() < 0.3, cites=cites)

    def line() -> tuple[Span, ...]:
        return tuple(span() for _ in range(chance.randrange(3)))

    def table() -> Table:
        rows, columns = chance.choice([(1, 1), (3, 4), (5, 22), (110, 2)])
        return Table(rows=tuple(tuple(line() for _ in range(columns)) for _ in range(rows)))

    makers = (
        lambda: Paragraph(spans=line()),
        lambda: Heading(text=hostile(chance)),
        lambda: Bullets(items=tuple(line() for _ in range(chance.randrange(5)))),
        table,
    )
    weights = (10, 4, 6, 1)
    made = [chance.choices(makers, weights)[0]() for _ in range(chance.randrange(1, 9))]
    gaps = tuple(Gap(kind=GapKind.STALE, text=hostile(chance)) for _ in range(2))
    return Answer(
        blocks=tuple(made), sources=SOURCES, gaps=gaps, headline=hostile(chance)[:300]
    )


def accept(message: Message) -> None:
    """Raises Refused, as Slack would refuse."""
    assert "<" not in message.text
    given = {"text": message.text, "blocks": json.loads(json.dumps(list(message.blocks)))}
    check_message(given, most_text=4_000)


def check_answers(number: int, seed: int) -> int:
    chance, texts = random.Random(seed), 0
    for _ in range(number):
        answer = an_answer(chance)
        texts += str(answer).count("text=")
        rendered = render_answer(answer, RUN, LOCALE)
        for message in (*rendered.messages, rendered.plain):
            accept(message)
    return texts


def test_hostile_answers_are_accepted() -> None:
    """A few of them each time; the many are tested below."""
    texts = check_answers(60, seed=1)

    assert texts > 500


@pytest.mark.slow
def test_twenty_thousand_hostile_texts_are_accepted() -> None:
    """No block over a limit, no element that Slack does not know."""
    texts = check_answers(1_500, seed=2)

    assert texts > 20_000


def test_every_notice_is_accepted_whatever_is_in_it() -> None:
    """Names, reasons and options come from people and from the model."""
    chance = random.Random(3)
    for _ in range(150):
        words = tuple(hostile(chance) for _ in range(4))
        accept(render_clarify(ClarifyPost(question=words[0], options=words), RUN, LOCALE))
        stopped = StoppedPost(by=words[0], done=words, not_done=words[:2], usd=0.18)
        accept(render_stopped(stopped, RUN, LOCALE))
        offer = PrivateOfferPost(count=2, room_name=words[1])
        accept(render_private_offer(offer, RUN, LOCALE))
        for failure in FailureKind:
            accept(render_failure(FailurePost(failure=failure, detail=words[2]), RUN, LOCALE))


def test_every_plan_is_accepted_whatever_its_titles_are() -> None:
    """Titles come from the model, which may be anybody's by then."""
    chance = random.Random(4)
    for _ in range(60):
        triaged = Triaged(effort=Effort.DEEP, topic=hostile(chance), language="en")
        whats: list[What] = [RunStarted(), triaged]
        for number in range(chance.randrange(12)):
            task = Subtask(
                id=SubtaskId(f"s{number}"),
                title=hostile(chance),
                objective="x",
                sources=(SourceKind.SLACK, SourceKind.DRIVE),
                asked_by=hostile(chance)[:30],
            )
            whats.append(SubtaskStarted(subtask=task))
        events = [
            RunEvent(run=RUN, key=str(n), at=NOW + timedelta(seconds=n), what=what)
            for n, what in enumerate(whats)
        ]
        accept(render_plan(plan_view(events, RUN, now=NOW), LOCALE))

"""The plan message and the notices, word for word."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.rendering.languages import BY_LANGUAGE
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.notices import (
    render_clarify,
    render_failure,
    render_private_offer,
    render_stopped,
)
from bot.rendering.plan import plan_title, render_plan
from bot.rendering.plan_view import PlanView, plan_view
from bot.thread_status import line_of
from domain.answer import Answer
from domain.budget import Usage
from domain.events import (
    AnswerReady,
    ClarificationAsked,
    FailureKind,
    ModelCalled,
    ReplyHeard,
    RunEvent,
    RunStarted,
    RunStopped,
    Searched,
    SubtaskEnded,
    SubtaskStarted,
    Triaged,
    WasRead,
    What,
)
from domain.plan import Outcome, Subtask, SubtaskId
from domain.post import US, ClarifyPost, FailurePost, PrivateOfferPost, StoppedPost
from domain.question import Effort, RunId, SourceKind

RUN = RunId("7f3kqz2m4x")
LOCALE = Locale(today=date(2026, 11, 20))
NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "rendering"
S1, S2, S3 = SubtaskId("s1"), SubtaskId("s2"), SubtaskId("s3")


def started(name: SubtaskId, title: str, *sources: SourceKind, by: str = "") -> SubtaskStarted:
    task = Subtask(id=name, title=title, objective=title, sources=sources, asked_by=by)
    return SubtaskStarted(subtask=task)


AT_WORK: tuple[What, ...] = (
    RunStarted(),
    Triaged(
        effort=Effort.COMPARE,
        topic="pricing changes",
        language="en",
        period="1 September to today",
        estimate_usd=(0.5, 0.9),
        estimate_minutes=2.2,
    ),
    started(S1, "what changed and who decided", SourceKind.SLACK, SourceKind.NOTION),
    started(S2, "the reasoning behind the new prices", SourceKind.DRIVE),
    started(S3, "customer reactions", SourceKind.SLACK, by="Lee"),
    Searched(subtask=S1, source=SourceKind.SLACK, query="pricing", found=9),
    WasRead(subtask=S1, source=SourceKind.SLACK, ref="slack:C1:1", passages=2),
    SubtaskEnded(subtask=S1, outcome=Outcome.FOUND, useful=1),
    WasRead(subtask=S2, source=SourceKind.DRIVE, ref="drive:1", passages=2),
    ModelCalled(role="lead", model="m", usage=Usage(), usd=0.18, seconds=1),
)


def seen(*whats: What, seconds: float = 96) -> PlanView:
    step = seconds / max(len(whats) - 1, 1)
    events = [
        RunEvent(run=RUN, key=f"k{n}", at=NOW + timedelta(seconds=n * step), what=what)
        for n, what in enumerate(whats)
    ]
    return plan_view(events, RUN, now=NOW + timedelta(seconds=seconds))


def recorded(name: str) -> object:
    return json.loads((SNAPSHOTS / f"{name}.json").read_text(encoding="utf-8"))


def as_json(message: Message) -> object:
    return {"text": message.text, "blocks": list(message.blocks)}


def test_a_run_without_news_is_seen_to_be_alive() -> None:
    """Every half a minute something changes, whatever it waits for; not more often."""
    titles = [plan_title(seen(*AT_WORK, seconds=after), LOCALE) for after in (29, 31, 59, 61)]

    assert ["so far" in title for title in titles] == [False, True, True, True]
    assert titles[1] == titles[2] != titles[3]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "· from 1 Oct 2025, Lee Park"),
        ("de", "· ab 1. Okt. 2025, Lee Park"),
        ("fr", "· à partir du 1 oct. 2025, Lee Park"),
        ("es", "· desde el 1 oct 2025, Lee Park"),
        ("ja", "· 2025年10月1日以降、Lee Park"),
    ],
)
def test_the_plan_says_from_which_day_on_it_looks_and_at_whose_word(
    language: str, told: str
) -> None:
    """The day is that of whoever said it, wherever it is read."""
    heard = ReplyHeard(person="Lee Park", text="", steer="since:2025-10-01T00:00:00+09:00")
    locale = replace(LOCALE, words=BY_LANGUAGE[language])

    assert told in plan_title(seen(*AT_WORK, heard), locale)


def test_a_plan_at_work_is_rendered_as_recorded() -> None:
    """Marks with their word, counts, Stop, a menu of the open parts, and how to steer."""
    message = render_plan(seen(*AT_WORK), LOCALE)

    assert as_json(message) == recorded("plan_at_work")


@pytest.mark.parametrize(
    ("whats", "line"),
    [
        ((), "is waiting for its turn, 2 min 4 s so far"),
        (AT_WORK[:2], "is still at work: Planning · 2 min 4 s so far"),
        (AT_WORK, "is still at work: Researching · 2 read · 2 min 4 s so far"),
    ],
)
def test_the_line_under_the_thread_says_how_far_a_run_is(
    whats: tuple[What, ...], line: str
) -> None:
    """After the bot's name, in our own words and counts."""
    view = plan_view([], RUN, now=NOW) if not whats else seen(*whats)

    assert line_of(view, LOCALE.words, seconds=124.3) == line


def test_a_plan_that_waits_for_a_person_offers_nothing() -> None:
    """Neither Stop nor steering: what can be done stands under the question itself."""
    asked = ClarificationAsked(question="Which?", options=("A", "B"))
    message = render_plan(seen(*AT_WORK, asked), LOCALE)

    assert message.text.startswith("Waiting for an answer to my question")
    assert [block["type"] for block in message.blocks] == ["plan"]


def test_a_part_named_after_company_text_was_read_can_be_shown_without_its_name() -> None:
    """The source and the part's number are ours."""
    late = started(SubtaskId("s4"), "Heron closes in May", SourceKind.NOTION)
    view = seen(*AT_WORK, late)
    lines = render_plan(view.discreet(), LOCALE).text.splitlines()

    assert view.has_late_titles
    assert lines[1].endswith("what changed and who decided — 1 read, 1 useful")
    assert lines[-1] == "○ waiting · Notion, part 4"
    assert "Heron" not in str(render_plan(view.discreet(), LOCALE).blocks)


def test_a_plan_that_is_done_says_how_long_and_how_much_was_read() -> None:
    """No button is left that would do nothing."""
    message = render_plan(seen(*AT_WORK, AnswerReady(answer=Answer(blocks=()))), LOCALE)

    assert message.text.splitlines()[0] == "Done in 1 min 36 s · 2 read · 3 parts"
    assert [block["type"] for block in message.blocks] == ["plan"]


def test_a_stopped_plan_names_who_stopped_it_and_what_it_cost() -> None:
    """Parts that were open are cancelled, those that were done stay done."""
    view = seen(*AT_WORK, RunStopped(by="Dana"))
    lines = render_plan(view, LOCALE).text.splitlines()

    assert lines == [
        "Stopped by Dana · 2 read · $0.18 · 3 parts",
        "✓ done · Slack and Notion · what changed and who decided — 1 read, 1 useful",
        "⊘ cancelled · Drive · the reasoning behind the new prices — after 1 read",
        "⊘ cancelled · Slack · customer reactions, asked by Lee",
    ]


def test_what_comes_after_the_end_changes_nothing() -> None:
    """Late results are discarded; people were told otherwise."""
    late = (WasRead(subtask=S2, source=SourceKind.DRIVE, ref="drive:2", passages=1),)
    view = seen(*AT_WORK, RunStopped(by="Dana"), *late)

    assert view.read == 2


def test_an_event_that_is_repeated_counts_once() -> None:
    """A replay writes nothing twice, and neither does the plan count twice."""
    read = WasRead(subtask=S1, source=SourceKind.SLACK, ref="slack:C1:1", passages=2)
    events = [
        RunEvent(run=RUN, key=key, at=NOW, what=what)
        for key, what in (("a", AT_WORK[2]), ("b", read), ("b", read))
    ]
    view = plan_view(events, RUN, now=NOW)

    assert view.read == 1


def test_a_stop_is_accounted_for_in_facts() -> None:
    """What was done, what was not, what it cost, and how to go on."""
    post = StoppedPost(by="Dana", done=("Slack", "Notion"), not_done=("web", "Drive"), usd=0.18)
    message = render_stopped(post, RUN, LOCALE)

    assert message.text == (
        "Stopped by Dana. Done: Slack, Notion. Not done: web, Drive. $0.18 spent."
    )
    assert as_json(message) == recorded("stopped")


def test_a_stop_says_apart_what_the_calls_that_were_cut_off_may_cost() -> None:
    """What is known is the figure of the plan; what is set aside is no cost yet."""
    post = StoppedPost(by="Dana", done=(), not_done=("web",), usd=0.18, cut_off_usd=0.05)
    said = str(render_stopped(post, RunId("r1"), LOCALE).blocks)

    assert "$0.18 spent. Calls that were cut off may add up to $0.05." in said


def test_a_run_that_was_lost_says_what_happened_and_can_be_taken_up() -> None:
    """With its name; one whose question was deleted has nothing to go on for."""
    lost = StoppedPost(
        by=US, done=("Slack",), not_done=("web",), usd=0.18, reason="I was updated"
    )
    gone = replace(lost, by="Dana", reason="the question was deleted")
    message = render_stopped(lost, RUN, LOCALE)

    assert message.text == (
        "Stopped: I was updated. Done: Slack. Not done: web. $0.18 spent. Run 7F3K."
    )
    assert "Answer from what you have" in str(message.blocks)
    assert render_stopped(gone, RUN, LOCALE).text.startswith(
        "Stopped: the question was deleted. Done: Slack."
    )
    assert "Continue" not in str(render_stopped(gone, RUN, LOCALE).blocks)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (FailureKind.BUG, "Something broke on my side. Run 7F3K is kept"),
        (FailureKind.MODEL_DOWN, "Run 7F3K."),
        (FailureKind.BUDGET, "The money for this is used up. An admin"),
        (FailureKind.REFUSED, "I can't answer this: the reason Run 7F3K."),
        (FailureKind.NO_SOURCE, "Nothing that I may read for this is connected"),
    ],
)
def test_a_failure_is_a_sentence_with_the_runs_name(failure: FailureKind, words: str) -> None:
    """Nothing internal, and something that the reader can do."""
    detail = "the reason" if failure is FailureKind.REFUSED else ""
    message = render_failure(FailurePost(failure=failure, detail=detail), RUN, LOCALE)

    assert words in message.text
    assert "Run 7F3K" in message.text


def test_an_unclear_question_is_asked_with_its_readings_as_buttons() -> None:
    """The chosen words travel with the button."""
    post = ClarifyPost(question="Which do you mean?", options=("API p95", "Page load"))
    message = render_clarify(post, RUN, LOCALE)

    assert as_json(message) == recorded("clarify")


def test_the_private_offer_names_a_count_and_nothing_else() -> None:
    """For the asker alone."""
    offer = PrivateOfferPost(count=2, room_name="#pricing")
    message = render_private_offer(offer, RUN, LOCALE)

    assert message.text == (
        "2 more sources match your question in #pricing; not everyone there can open them."
    )

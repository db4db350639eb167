"""The storyboards, section by section: the sentences that people read, word for word.

What stands in a thread is asked for in tests/wire; here is how it is said.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from agents.gaps import of_lost
from agents.limit_words import limit_words
from agents.limits import used_up
from agents.phrases import phrases
from bot.rendering.answer import render_answer
from bot.rendering.blocks import Json
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.notices import (
    render_clarify,
    render_failure,
    render_greeting,
    render_private_offer,
    render_stopped,
)
from bot.rendering.plan import part_line, plan_title
from bot.rendering.plan_view import plan_view
from bot.rendering.quote import render_quote
from bot.rendering.words import ENGLISH
from domain.answer import Answer, Coverage, Gap, GapKind
from domain.events import (
    FailureKind,
    RunEvent,
    RunStarted,
    RunState,
    StateChanged,
    SubtaskEnded,
    SubtaskStarted,
    Triaged,
    WasRead,
    What,
)
from domain.plan import Outcome, Subtask, SubtaskId
from domain.post import (
    ClarifyPost,
    FailurePost,
    GreetingPost,
    PrivateOfferPost,
    StoppedPost,
)
from domain.question import ChannelId, Effort, Room, RoomKind, RunId, SourceKind
from domain.quote import Quote, QuotedPart
from policy.spending import Account, Payer

RUN = RunId("7f3kqz2m4x")
NOW = datetime(2026, 11, 20, 14, 2, 10, tzinfo=UTC)
LOCALE = Locale(today=date(2026, 11, 20))
PRICING = Room(channel=ChannelId("C1"), kind=RoomKind.PUBLIC, name="pricing")
WEB, SLACK = SubtaskId("web"), SubtaskId("slack")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    text: str
    buttons: tuple[str, ...]


def said(message: Message) -> Said:
    """The words of a message, and the labels of its buttons in order."""
    elements: list[Json] = []
    for block in message.blocks:
        if block["type"] == "actions":
            elements += block["elements"]  # type: ignore[arg-type] # our own blocks
    return Said(text=message.text, buttons=tuple(_label(one) for one in elements))


def _label(element: Json) -> str:
    match element:
        case {"text": {"text": str(label)}}:
            return label
        case _:
            return ""


def task(name: SubtaskId, title: str, *sources: SourceKind, by: str = "") -> SubtaskStarted:
    subtask = Subtask(id=name, title=title, objective=title, sources=sources, asked_by=by)
    return SubtaskStarted(subtask=subtask)


PLANNED: tuple[What, ...] = (
    RunStarted(),
    Triaged(
        effort=Effort.COMPARE,
        topic="pricing changes",
        language="en",
        period="1 September to today",
        estimate_usd=(0.5, 0.9),
        estimate_minutes=2.0,
    ),
    task(WEB, "list prices of Acme and Globex", SourceKind.WEB),
    task(SLACK, "customer reactions", SourceKind.SLACK, by="Lee"),
    *(WasRead(subtask=WEB, source=SourceKind.WEB, ref=f"w{n}", passages=1) for n in range(3)),
)


def events(*whats: What, seconds: float = 0) -> list[RunEvent]:
    last = len(whats) - 1
    return [
        RunEvent(
            run=RUN,
            key=str(number),
            at=NOW + timedelta(seconds=seconds if number == last else 0),
            what=what,
        )
        for number, what in enumerate(whats)
    ]


def test_1_the_plan_says_what_is_done_now() -> None:
    """Counts, never titles; who asked for a part; how long it will take and cost."""
    view = plan_view(events(*PLANNED), RUN, now=NOW)
    lines = [part_line(part, ENGLISH) for part in view.parts]

    assert plan_title(view, LOCALE) == (
        "Researching · pricing changes, 1 September to today · 2 parts · about 2 min, "
        "$0.50–0.90"
    )
    assert lines == [
        "reading · Web · list prices of Acme and Globex — 3 read",
        "waiting · Slack · customer reactions, asked by Lee",
    ]


def test_1_the_plan_ends_with_what_it_took() -> None:
    """The last state of the plan message."""
    ended = StateChanged(state=RunState.DELIVERED)
    view = plan_view(events(*PLANNED, ended, seconds=96), RUN, now=NOW)

    assert plan_title(view, LOCALE) == "Done in 1 min 36 s · 3 read · 2 parts"


def test_1_what_only_the_asker_may_open_is_offered_to_them() -> None:
    """In a direct message; the thread says nothing."""
    offer = said(
        render_private_offer(PrivateOfferPost(count=2, room_name="#pricing"), RUN, LOCALE)
    )

    assert offer.text == (
        "2 more sources match your question in #pricing; not everyone there can open them."
    )
    assert offer.buttons == ("Search privately",)


def test_3_an_unclear_question_is_asked_back_once() -> None:
    """With buttons, and with what happens without an answer."""
    post = ClarifyPost(question="Which do you mean?", options=("API p95", "Page load", "Both"))
    asked = said(render_clarify(post, RUN, LOCALE))

    assert asked.text.startswith("Which do you mean?")
    assert "Without an answer I go on in two minutes." in asked.text
    assert asked.buttons == ("API p95", "Page load", "Both")


def test_4_a_deep_run_shows_its_plan_and_price_first() -> None:
    """Start, Cheaper, Cancel, or words."""
    kinds = (*[SourceKind.SLACK] * 4, *[SourceKind.WEB] * 2)
    parts = tuple(
        QuotedPart(title=f"part {n}", sources=(kind,)) for n, kind in enumerate(kinds)
    )
    quote = Quote(
        parts=parts, usd=(2, 4), minutes=9, limit_usd=4, cheaper_parts=3, cheaper_usd=1
    )
    shown = said(render_quote(quote, RUN, LOCALE))

    assert shown.text.startswith(
        "This needs a deep run: 6 parts (4 internal, 2 web), about 9 minutes, $2–4."
    )
    assert shown.buttons == ("Start", "Cheaper: 3 parts, about $1", "Cancel")
    assert shown.text.endswith("Or reply with what to change.")


def test_4_at_the_limit_the_answer_says_what_it_covers_and_what_going_on_costs() -> None:
    """Nothing that was found is lost."""
    headline = phrases("en").limit.format(limit="$4", done=4, all=6)
    answer = Answer(blocks=(), headline=headline, more_usd=1.5)
    (message,) = render_answer(answer, RUN, LOCALE).messages

    assert "Stopped at the limit of $4; this covers 4 of 6 parts." in str(message.blocks)
    assert said(message).buttons[0] == "Continue for about $1.50"


def test_5_a_cancelled_part_says_by_whom_and_after_how_much() -> None:
    """The rest goes on."""
    ended = SubtaskEnded(subtask=WEB, outcome=Outcome.CANCELLED, by="Lee")
    view = plan_view(events(*PLANNED, ended), RUN, now=NOW)

    assert part_line(view.parts[0], ENGLISH) == (
        "cancelled by Lee · Web · list prices of Acme and Globex — after 3 read"
    )


def test_5_a_stop_is_accounted_for() -> None:
    """With what can be done with it."""
    post = StoppedPost(by="Dana", done=("Slack", "Notion"), not_done=("web", "Drive"), usd=0.18)
    stopped = said(render_stopped(post, RUN, LOCALE))

    assert stopped.text == (
        "Stopped by Dana. Done: Slack, Notion. Not done: web, Drive. $0.18 spent."
    )
    assert stopped.buttons == ("Continue", "Answer from what you have")


def lacking(gap: Gap) -> tuple[str, tuple[str, ...]]:
    """What an answer with one gap shows, and its buttons."""
    (message,) = render_answer(Answer(blocks=(), gaps=(gap,)), RUN, LOCALE).messages
    return str(message.blocks), said(message).buttons


def test_6_a_source_that_is_down_names_the_button_that_asks_it_again() -> None:
    """The answer arrives all the same."""
    text = phrases("en").not_answered.format(source="Drive", tries=2)
    shown, buttons = lacking(Gap(kind=GapKind.SOURCE_DOWN, text=text, source=SourceKind.DRIVE))

    assert "Drive did not answer (2 tries); ask again with “Try Drive again”." in shown
    assert "Try Drive again" in buttons
    assert "run 7F3K" in shown


def test_6_a_connection_that_was_removed_says_since_when_and_how_it_is_mended() -> None:
    """By its day, with `How`."""
    down = Gap(kind=GapKind.SOURCE_DOWN, text="", source=SourceKind.NOTION)
    (gap,) = of_lost([down], [(SourceKind.NOTION, "on Tuesday")], phrases("en"))
    shown, buttons = lacking(gap)

    assert "I can't read Notion: the connection was removed on Tuesday." in shown
    assert "An admin can reconnect it." in shown
    assert "How" in buttons


def test_6_nothing_found_says_where_and_for_what() -> None:
    """Never a guess."""
    answer = Answer(
        blocks=(), searched=("Berlin office",), coverage=Coverage(searched_in=tuple(SourceKind))
    )
    (message,) = render_answer(answer, RUN, LOCALE).messages

    assert (
        "I found nothing on this in Slack, Drive, Notion or on the web. I searched for: "
        '"Berlin office".'
    ) in str(message.blocks)


def test_6_a_silent_model_says_until_when_it_is_asked() -> None:
    """And that nothing is lost."""
    sentence = phrases("en").model_silent.format(minutes=2, until="14:30", run="7F3K")

    assert sentence == (
        "The model has not answered for 2 minutes. I keep trying until 14:30 and will post "
        "here; nothing is lost. Run 7F3K."
    )


def test_6_a_fault_of_ours_can_be_tried_again() -> None:
    """With the run's name, by which an admin finds it."""
    failed = said(render_failure(FailurePost(failure=FailureKind.BUG), RUN, LOCALE))

    assert failed.text == (
        "Something broke on my side. Run 7F3K is kept, and your admin can see why."
    )
    assert failed.buttons == ("Try again",)


def test_6_a_budget_that_is_spent_says_whose_it_was_and_whom_to_ask() -> None:
    """Before a run begins there is none to name."""
    account = Account(
        payer=Payer.CHANNEL,
        owner="C1",
        starts=date(2026, 11, 1),
        resets=date(2026, 12, 1),
        limit=50,
    )
    sentence = used_up(account, PRICING, limit_words("en"))
    post = FailurePost(failure=FailureKind.BUDGET, detail=sentence, language="en")
    refused = said(render_failure(post, RunId(""), LOCALE))

    assert refused.text == "#pricing has used its $50 for this month (resets 1 December)."
    assert refused.buttons == ("Ask an admin",)


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        (
            ENGLISH.shared_room,
            (
                "I don't answer in shared channels, because what I find would leave your "
                "organisation. Ask me in a direct message."
            ),
        ),
        (
            phrases("en").web_closed.format(title="Prices of Initech"),
            (
                "“Prices of Initech” was not looked up on the web: a search would carry "
                "internal words"
            ),
        ),
        (ENGLISH.show_search, "Show me the exact search"),
        (ENGLISH.dm_greeting.partition(". ")[2], "Answers here may use anything you can open."),
    ],
)
def test_6_and_7_other_sentences_are_those_of_the_storyboard(
    sentence: str, spoken: str
) -> None:
    """Said in one place each, so that nobody says them otherwise."""
    assert sentence == spoken


def test_7_the_greeting_says_how_much_everyone_can_open() -> None:
    """Once in a channel, with what can be asked about it."""
    counts = "12 channels, 340 files, 58 Notion pages, and the web"
    text = ENGLISH.seeing.greeting.format(room="#pricing", counts=counts)
    greeting = said(render_greeting(GreetingPost(sentence=text)))

    assert greeting.text == (
        "I'm Dossier. Mention me with a question. In here I use what everyone in #pricing can "
        "open: 12 channels, 340 files, 58 Notion pages, and the web."
    )
    assert greeting.buttons == ("What can you see?", "Settings")

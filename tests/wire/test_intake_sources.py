"""The Sources button: what one person may see of an answer's sources, as they are now."""

from dataclasses import replace
from pathlib import Path

from bot.face import Duties
from domain.answer import Answer, Citation, Claim
from domain.audience import ALL_MEMBERS, Audience, PersonId, only
from domain.evidence import PassageId
from domain.question import SourceKind
from tests.scenarios.shelf import Book, Shelf
from tests.wire.bot_room import SEARCHED, BotRoom, Changed, an_answer, bot_room, shown
from tests.wire.slack_room import until

QUOTE = "Team went up by 12 %."


def cited() -> Answer:
    citation = Citation(
        passage=PassageId("p1"), origin=SEARCHED.origin, quote=QUOTE, number=SEARCHED.number
    )
    return replace(an_answer(), claims=(Claim(text=QUOTE, citations=(citation,)),))


def with_a_book(audience: Audience, text: str = f"Priya: {QUOTE} From October.") -> Changed:
    book = Book(key="CPRICING:1", title="pricing", text=text, audience=audience)
    shelf = Shelf(kind=SourceKind.SLACK, books=(book,))

    def changed(duties: Duties) -> Duties:
        return replace(duties, sources=lambda _run: {SourceKind.SLACK: shelf})

    return changed


async def form_of(room: BotRoom, person: str) -> str:
    """What the form shows once the sources were read."""
    room.work.answer = cited()
    ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
    await until(lambda: room.texts("CPRICING", ts))
    answer = room.replies("CPRICING", ts)[0]["ts"]
    await room.slack.press(person, "CPRICING", answer, action_id="sources")
    await until(lambda: "[1]" in shown(room.slack.view_of(person) or {}))
    return shown(room.slack.view_of(person))


async def test_a_source_is_shown_with_the_words_that_were_cited(tmp_path: Path) -> None:
    """Read again at this moment, for whoever pressed."""
    async with bot_room(tmp_path, changed=with_a_book(ALL_MEMBERS)) as room:
        text = await form_of(room, "lee")

        assert QUOTE in text
        assert "#pricing" in text


async def test_what_somebody_may_not_open_has_no_title_and_no_words(tmp_path: Path) -> None:
    """The one who asked may open it; the one who presses may not."""
    async with bot_room(tmp_path, changed=with_a_book(only(PersonId("UDANA")))) as room:
        text = await form_of(room, "lee")

        assert "[1] Slack: not open to you" in text
        assert QUOTE not in text
        assert "Priya" not in text


async def test_words_that_changed_since_are_not_shown_as_if_they_stood(tmp_path: Path) -> None:
    """The source is named, and that it says something else now."""
    async with bot_room(tmp_path, changed=with_a_book(ALL_MEMBERS, "Moved.")) as room:
        text = await form_of(room, "lee")

        assert "its words have changed since" in text
        assert QUOTE not in text


async def test_a_source_that_is_silent_is_said_to_be(tmp_path: Path) -> None:
    """Nothing that was stored is shown in its place."""
    async with bot_room(tmp_path) as room:
        text = await form_of(room, "lee")

        assert "did not answer just now" in text
        assert QUOTE not in text

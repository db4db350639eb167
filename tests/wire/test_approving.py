"""The card with the exact words of a search, and who may press it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.face import Duties
from bot.rendering.words import ENGLISH
from connectors.web import WebSource
from domain.answer import Gap, GapKind
from domain.audience import ALL_MEMBERS
from domain.evidence import Origin, Passage, PassageId, SourceRef
from domain.plan import SubtaskId
from domain.question import RunId, SourceKind
from sandbox.slack.wire import Json
from store.approvals import Approvals, ProposedSearch
from store.evidence import Evidence
from tests.wire.bot_room import BotRoom, Changed, an_answer, bot_room, shown
from tests.wire.slack_room import until
from tests.wire.web_world import world

WORDS = "Initech price 2026"
GAP = Gap(kind=GapKind.NEEDS_WEB, text="Initech was not looked up", source=SourceKind.WEB)


def direct(room: BotRoom) -> list[Json]:
    return [m for m in room.slack.messages_in("dana", "DDANA") if m["user"] == "UDOSSIER"]


def buttons(message: Json) -> dict[str, str]:
    """Action ids and values."""
    every = [e for block in message["blocks"] for e in block.get("elements", [])]
    return {e["action_id"]: e.get("value", "") for e in every if e.get("type") == "button"}


async def answered(room: BotRoom, words: str = WORDS) -> tuple[str, Json]:
    """The run, and its answer that lacks a search."""
    room.work.answer = replace(an_answer(), gaps=(GAP,))
    ts = await room.slack.say("dana", "CPRICING", "@dossier what do rivals charge?")
    await until(lambda: room.replies("CPRICING", ts))
    run = room.work.started[0].run
    search = ProposedSearch(subtask=SubtaskId("web-1"), title="Initech", words=words)
    await Approvals(room.database).propose(run, search)
    text = "Priya says that Initech sells below cost."
    origin = Origin(
        ref=SourceRef(source=SourceKind.SLACK, key="C:1"),
        title="Initech sells below cost, says",
        place="#rivals",
        author="Priya",
        created=datetime(2026, 9, 12, 9, tzinfo=UTC),
        url="https://x",
    )
    passage = Passage(
        id=PassageId("p"),
        origin=origin,
        audience=ALL_MEMBERS,
        text=text,
        start=0,
        end=len(text),
    )
    await Evidence(room.database).keep(RunId(run), (passage,))
    return run, room.replies("CPRICING", ts)[0]


async def press(room: BotRoom, message: Json, action: str, *, who: str = "dana") -> None:
    value, channel = buttons(message)[action], "CPRICING"
    if action.startswith("search"):
        channel = "DDANA"
    await room.slack.press(who, channel, message["ts"], action_id=action, value=value)


async def carded(room: BotRoom, answer: Json) -> Json:
    await press(room, answer, "show_search")
    await until(lambda: direct(room))
    return direct(room)[0]


def searching(web: WebSource) -> Changed:
    def changed(duties: Duties) -> Duties:
        return replace(duties, sources=lambda _run: {SourceKind.WEB: web})

    return changed


async def test_the_asker_sees_the_whole_search_and_one_press_makes_it(tmp_path: Path) -> None:
    """What leaves is on the card, and what only company sources have is named."""
    async with bot_room(tmp_path) as room:
        run, answer = await answered(room)
        card = await carded(room, answer)
        await press(room, card, "search_yes")
        await until(lambda: not buttons(direct(room)[0]))

        assert WORDS in shown(card)
        assert "Only company sources have these words: initech" in shown(card)
        assert room.work.searched == [run]
        assert ENGLISH.search_going in shown(direct(room)[0])
        assert len(direct(room)) == 1


async def test_the_card_says_to_whom_it_goes_and_what_was_read(tmp_path: Path) -> None:
    """Whoever approves knows the search engine, and which documents could be in the words."""
    (tmp_path / "web").mkdir()
    async with (
        world(tmp_path / "web") as web,
        bot_room(tmp_path, changed=searching(web.source)) as room,
    ):
        _, answer = await answered(room)
        card = await carded(room, answer)

        said = "It goes to SearXNG. Read for this question so far: slack #rivals, Priya, 12 Sep"
        assert said in shown(card)


async def test_nobody_else_sees_or_approves_it(tmp_path: Path) -> None:
    """Others in the thread are told so, alone."""
    async with bot_room(tmp_path) as room:
        run, answer = await answered(room)
        await press(room, answer, "show_search", who="lee")
        await until(lambda: room.calls("chat.postEphemeral"))

        assert ENGLISH.search_not_yours in str(room.calls("chat.postEphemeral")[0]["blocks"])
        assert direct(room) == []
        assert room.work.searched == []
        assert run


async def test_a_card_that_was_used_has_no_buttons_and_says_what_came_of_it(
    tmp_path: Path,
) -> None:
    """Single use, and nobody can think otherwise."""
    async with bot_room(tmp_path) as room:
        _, answer = await answered(room)
        card = await carded(room, answer)
        await press(room, card, "search_no")
        await until(lambda: not buttons(direct(room)[0]))

        assert WORDS in shown(direct(room)[0])
        assert ENGLISH.search_declined in shown(direct(room)[0])


async def test_a_card_in_whose_place_another_came_is_void(tmp_path: Path) -> None:
    """One search, one card: the older one is good for nothing and shows it."""
    async with bot_room(tmp_path) as room:
        _, answer = await answered(room)
        older = await carded(room, answer)
        await press(room, answer, "show_search")
        await until(lambda: len(direct(room)) > 1)
        newer = direct(room)[1]
        await press(room, newer, "search_yes")
        await until(lambda: room.work.searched)
        await press(room, older, "search_yes")
        await until(lambda: not buttons(direct(room)[0]))

        assert shown(direct(room)[0]) == ENGLISH.search_void
        assert len(room.work.searched) == 1


async def test_words_copied_from_a_company_source_are_not_even_offered(tmp_path: Path) -> None:
    """The tripwire, before anybody could approve in a hurry."""
    async with bot_room(tmp_path) as room:
        _, answer = await answered(room, words="Initech sells below cost")
        said = await carded(room, answer)

        assert "copy words of a company source" in shown(said)
        assert "search_yes" not in str(said)


async def test_words_copied_from_the_message_that_is_researched_are_not_offered(
    tmp_path: Path,
) -> None:
    """A colleague wrote them; in the asker's own question the same words are the asker's."""
    async with bot_room(tmp_path) as room:
        room.work.answer = replace(an_answer(), gaps=(GAP,))
        ts = await room.slack.say("lee", "CPRICING", "Initech sells below cost, I hear")
        await room.slack.shortcut("dana", "research_this", "CPRICING", ts)
        await until(lambda: room.replies("CPRICING", ts))
        run, answer = room.work.started[0].run, room.replies("CPRICING", ts)[0]
        copied = "does Initech sells below cost"
        search = ProposedSearch(subtask=SubtaskId("web-1"), title="Initech", words=copied)
        await Approvals(room.database).propose(run, search)
        await press(room, answer, "show_search")
        await until(lambda: direct(room))

        assert ENGLISH.search_copies in shown(direct(room)[0])
        assert buttons(direct(room)[0]) == {}

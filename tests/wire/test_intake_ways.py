"""The other ways in, the refusals, and what is no question."""

import asyncio
from pathlib import Path

import pytest

from domain.arrival import (
    Asked,
    Delivered,
    Way,
)
from domain.audience import PersonId
from domain.question import ChannelId, MessageTs, RoomKind
from store.arrivals import Arrivals
from store.keyring import OperatorKey
from tests.wire.bot_room import (
    BotRoom,
    PlayedWork,
    bot_room,
    face_in,
    open_database,
    shown,
)
from tests.wire.slack_room import slack_room, until


async def reply_to(room: BotRoom, person: str, channel: str, *, text: str) -> str:
    """The first thing that the bot says in the thread."""
    ts = await room.slack.say(person, channel, text)
    await until(lambda: room.texts(channel, ts, person))
    return room.texts(channel, ts, person)[0]


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_a_direct_message_is_answered_in_its_own_thread(tmp_path: Path) -> None:
    """Its only reader is whoever writes."""
    async with bot_room(tmp_path) as room:
        channel = await room.slack.open_dm("dana")
        ts = await room.slack.say("dana", channel, "when is the offsite?")
        await until(lambda: room.texts(channel, ts))
        (question,) = room.work.started

        assert question.room.kind is RoomKind.DM
        assert question.room.readers.members == {"UDANA"}
        assert question.thread == ts


async def test_thanks_in_a_direct_message_start_nothing(tmp_path: Path) -> None:
    """There, every message is addressed to us; not every one asks something."""
    async with bot_room(tmp_path) as room:
        channel = await room.slack.open_dm("dana")
        ts = await room.slack.say("dana", channel, "when is the offsite?")
        await until(lambda: room.texts(channel, ts))
        await room.slack.say("dana", channel, "thank you!", thread_ts=ts)
        await asyncio.sleep(0.6)

        assert len(room.work.started) == 1


@pytest.mark.parametrize(
    "said", ["thanks", "Danke!", "merci beaucoup", "gracias", "ありがとう"]
)
async def test_thanks_by_mention_are_marked_and_start_nothing(
    tmp_path: Path, said: str
) -> None:
    """At the top of a channel as in a thread that nobody works in; no sign of work is shown."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", f"@dossier {said}")
        below = await room.slack.say("lee", "CPRICING", f"@dossier {said}", thread_ts=ts)
        marked = {"white_check_mark"}
        await until(lambda: room.reactions("CPRICING", ts) == marked)
        await until(lambda: room.reactions("CPRICING", below) == marked)

        assert not room.work.started
        assert not room.texts("CPRICING", ts)
        assert not room.calls("assistant.threads.setStatus")


async def test_a_bare_mention_is_told_how_to_ask(tmp_path: Path) -> None:
    """Nothing is asked, so nothing is looked for."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier")
        waved = await room.slack.say("dana", "CPRICING", "@dossier :wave:")
        await until(lambda: room.texts("CPRICING", ts) and room.texts("CPRICING", waved))

        assert not room.work.started
        for asked in (ts, waved):
            assert "For example" in room.texts("CPRICING", asked)[0]


async def test_opening_the_direct_message_shows_who_it_is_and_four_prompts(
    tmp_path: Path,
) -> None:
    """The line comes once, the prompts each time."""
    async with bot_room(tmp_path) as room:
        channel = await room.slack.open_dm("dana")
        await until(lambda: room.slack.prompts_of(channel))
        await room.slack.open_dm("dana")
        await until(lambda: len(room.calls("assistant.threads.setSuggestedPrompts")) == 2)
        await until(lambda: room.slack.messages_in("dana", channel))
        await asyncio.sleep(0.4)
        said = [shown(message) for message in room.slack.messages_in("dana", channel)]

        assert len(room.slack.prompts_of(channel)) == 4
        assert len(said) == 1
        assert "Answers here may use anything you can open." in said[0]


async def test_a_command_posts_the_question_and_works_in_its_thread(tmp_path: Path) -> None:
    """A command has no thread of its own, so the question makes one."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/research", "what changed in pricing?")
        await until(lambda: room.work.started)
        (question,) = room.work.started
        await until(lambda: len(room.texts("CPRICING", question.thread)) == 2)

        root, answer = room.texts("CPRICING", question.thread)
        assert root == "Dana Roth asks: what changed in pricing?"
        assert "Prices went up" in answer


async def test_a_command_where_the_bot_is_no_member_is_answered_directly(
    tmp_path: Path,
) -> None:
    """It speaks only where it was invited."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("lee", "CSUPPORT", "/research", "how many tickets?")
        await until(lambda: room.work.started)

        assert room.work.started[0].room.kind is RoomKind.DM


async def test_help_is_told_to_one_person_at_once(tmp_path: Path) -> None:
    """No run, no message for everybody."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/research", "help")
        said = room.slack.messages_in("dana", "CPRICING")[-1]

        assert "followed by a question" in str(said)
        assert room.work.started == []


async def test_a_shortcut_researches_what_a_message_says(tmp_path: Path) -> None:
    """In the thread of that message."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("lee", "CPRICING", "I think Acme raised its prices too")
        await room.slack.shortcut("dana", "research_this", "CPRICING", ts)
        await until(lambda: room.texts("CPRICING", ts))
        (question,) = room.work.started

        assert question.text == "I think Acme raised its prices too"
        assert question.asker.name == "Dana Roth"
        assert question.own_words == ""


async def test_a_shortcut_on_ones_own_message_is_ones_own_question(tmp_path: Path) -> None:
    """Its words may then go to the web."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("lee", "CPRICING", "did Acme raise its prices?")
        await room.slack.shortcut("lee", "research_this", "CPRICING", ts)
        await until(lambda: room.texts("CPRICING", ts))
        (question,) = room.work.started

        assert question.own_words == "did Acme raise its prices?"


async def test_a_channel_shared_with_another_organisation_is_declined_in_a_sentence(
    tmp_path: Path,
) -> None:
    """What is found would leave the organisation."""
    async with bot_room(tmp_path) as room:
        said = await reply_to(room, "dana", "CGLOBEXBRIDGE", text="@dossier what changed?")

        assert said.startswith("I don't answer in shared channels")
        assert room.work.started == []


async def test_people_of_other_organisations_are_not_answered(tmp_path: Path) -> None:
    """Whoever asks, and wherever."""
    async with bot_room(tmp_path) as room:
        said = await reply_to(room, "sven", "CGLOBEXBRIDGE", text="@dossier what changed?")

        assert said == "I only answer people of the organisation that runs me."


async def test_nothing_but_a_mention_or_emoji_is_told_how_to_ask(tmp_path: Path) -> None:
    """An empty question costs nothing."""
    async with bot_room(tmp_path) as room:
        for text in ("@dossier", "@dossier :tada: 🎉", "@dossier ???"):
            said = await reply_to(room, "dana", "CPRICING", text=text)

            assert said.startswith("Ask me a question and I'll look for the answer")
        assert room.work.started == []


async def test_a_question_of_forty_thousand_characters_is_read_at_both_ends(
    tmp_path: Path,
) -> None:
    """It says so, and asks the model no more than it can weigh."""
    async with bot_room(tmp_path) as room:
        text = "@dossier start " + "word " * 7_990 + "end?"
        ts = await room.slack.say("dana", "CPRICING", text)
        await until(lambda: len(room.texts("CPRICING", ts)) == 2)
        (question,) = room.work.started

        assert len(question.text) < 11_000
        assert question.text.startswith("start")
        assert question.text.endswith("end?")
        assert any("I read its first 8,000" in said for said in room.texts("CPRICING", ts))


async def test_what_it_can_see_is_answered_with_counts(tmp_path: Path) -> None:
    """A question about itself needs no research."""
    async with bot_room(tmp_path) as room:
        said = await reply_to(room, "dana", "CPRICING", text="@dossier what can you see?")

        assert said.startswith("In #pricing I can see 2 channels and the web.\nWhoever runs me")
        assert room.work.started == []


async def test_it_introduces_itself_once_where_it_is_added(tmp_path: Path) -> None:
    """And says nothing when others join."""
    async with bot_room(tmp_path) as room:
        await room.slack.invite("lee", "CSUPPORT")
        await room.slack.invite("lee", "CSUPPORT", "dana")
        await until(lambda: "I'm Dossier" in shown(room.slack.messages_in("lee", "CSUPPORT")))
        await asyncio.sleep(0.4)
        said = [shown(m) for m in room.slack.messages_in("lee", "CSUPPORT")]

        assert len([text for text in said if "I'm Dossier" in text]) == 1


async def test_home_shows_my_runs_the_sources_and_how_to_ask(tmp_path: Path) -> None:
    """With what is wrong with a source."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        await room.slack.open_home("dana")
        await until(lambda: room.slack.home_of("dana"))
        home = shown(room.slack.home_of("dana"))

        assert "what changed? · answered" in home
        assert "Slack: working (Tidewater, in 5 channels)" in home
        assert "Notion: Notion does not accept" in home


async def test_the_token_that_an_event_lends_reaches_the_run_and_rests_encrypted(
    tmp_path: Path,
) -> None:
    """Ten minutes, and never in clear in the database's files."""
    async with bot_room(tmp_path) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        token = await room.face.arrivals.token(room.work.started[0].run)
        rest = on_disk(tmp_path)

        assert token
        assert token.encode() not in rest


async def test_a_question_that_was_committed_before_a_crash_is_answered_after_it(
    tmp_path: Path,
) -> None:
    """It was acknowledged, so Slack will not send it again."""
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now)
        arrivals = Arrivals(
            database, key=OperatorKey(current="secret"), now=slack.team.clock.now
        )
        ts = await slack.say("dana", "CPRICING", "hm")
        asked = Asked(
            person=PersonId("UDANA"),
            channel=ChannelId("CPRICING"),
            ts=MessageTs(ts),
            text="<@UDOSSIER> what changed?",
            way=Way.MENTION,
        )
        await arrivals.commit(Delivered(key="event:1", team="T0SANDBOX", arrival=asked))
        async with face_in(slack, database, work) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            await until(lambda: room.texts("CPRICING", ts))

        assert len(work.started) == 1

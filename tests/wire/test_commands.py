"""`/research`: its options, its help, its form; and what an administrator allows."""

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.admission import Admission
from bot.face import Duties
from bot.house_rules import ChannelRules, HouseRules
from bot.rendering.words import ENGLISH
from domain.question import Effort, RoomKind, SourceKind
from sandbox.slack.wire import BOT_USER
from tests.wire.bot_room import BotRoom, Changed, bot_room, shown
from tests.wire.slack_room import until


def by(rules: HouseRules) -> Changed:
    def changed(duties: Duties) -> Duties:
        return replace(duties, admission=Admission(rules=rules))

    return changed


def whispers(room: BotRoom, person: str, channel: str) -> str:
    messages = room.slack.messages_in(person, channel)
    return " ".join(shown(m) or str(m["text"]) for m in messages if m["user"] == BOT_USER)


async def test_options_before_the_question_are_kept_with_it(tmp_path: Path) -> None:
    """They are no part of its words."""
    async with bot_room(tmp_path) as room:
        text = "effort:quick sources:slack,notion what changed in pricing?"
        await room.slack.command("dana", "CPRICING", "/research", text)
        await until(lambda: room.work.started)
        (question,) = room.work.started

        assert question.text == "what changed in pricing?"
        assert question.effort is Effort.QUICK
        assert question.sources == (SourceKind.SLACK, SourceKind.NOTION)


async def test_a_private_answer_comes_in_the_direct_message(tmp_path: Path) -> None:
    """Nobody in the channel sees that it was asked."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/research", "private what changed?")
        await until(lambda: room.work.started)
        (question,) = room.work.started
        in_channel = list(room.slack.messages_in("lee", "CPRICING"))

        assert question.room.kind is RoomKind.DM
        assert not [m for m in in_channel if m["user"] == BOT_USER]


async def test_an_option_that_makes_no_sense_is_explained(tmp_path: Path) -> None:
    """Nothing starts, and nobody else sees it."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/research", "effort:huge what changed?")
        await until(lambda: "quick, compare or deep" in whispers(room, "dana", "CPRICING"))
        await asyncio.sleep(0.3)

        assert room.work.started == []
        assert "quick, compare or deep" not in whispers(room, "lee", "CPRICING")


async def test_help_names_the_options(tmp_path: Path) -> None:
    """For one person's eyes."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/research", "help")
        await until(lambda: "effort:deep" in whispers(room, "dana", "CPRICING"))

        assert room.work.started == []


async def test_the_command_alone_opens_a_form(tmp_path: Path) -> None:
    """What is ticked there is the same as what options say."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/research", "")
        await until(lambda: room.slack.view_of("dana"))
        view = room.slack.view_of("dana")
        assert view is not None
        values = {
            "question": {"question": "what changed?"},
            "effort": {"effort": "quick"},
            "sources": {"sources": "slack"},
            "place": {"place": "here"},
        }
        outcome = await room.slack.submit("dana", view["id"], values)
        await until(lambda: room.work.started)
        (question,) = room.work.started

        assert outcome.kind == "closed"
        assert (question.text, question.effort) == ("what changed?", Effort.QUICK)
        assert question.sources == (SourceKind.SLACK,)
        assert question.room.channel == "CPRICING"


async def test_a_form_without_a_question_stays_open(tmp_path: Path) -> None:
    """The complaint stands under its field."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/research", "")
        await until(lambda: room.slack.view_of("dana"))
        view = room.slack.view_of("dana")
        assert view is not None
        given = {"question": {"question": "?!"}}
        outcome = await room.slack.submit("dana", view["id"], given)

        assert outcome.kind == "errors"
        assert "question" in outcome.errors
        assert room.work.started == []


async def answer_to(room: BotRoom, person: str, channel: str, *, text: str) -> str:
    ts = await room.slack.say(person, channel, text)
    await until(lambda: room.texts(channel, ts, person))
    return room.texts(channel, ts, person)[0]


async def test_a_channel_can_be_kept_to_some_sources(tmp_path: Path) -> None:
    """Whatever the asker wishes: the rule takes away, and never adds."""
    own = ChannelRules(sources=(SourceKind.SLACK, SourceKind.NOTION), web=False)
    rules = HouseRules(channels={"#pricing": own})
    async with bot_room(tmp_path, changed=by(rules)) as room:
        await answer_to(room, "dana", "CPRICING", text="@dossier what changed?")
        (question,) = room.work.started

        assert question.sources == (SourceKind.SLACK, SourceKind.NOTION)


async def test_the_web_can_be_switched_off_for_everybody(tmp_path: Path) -> None:
    """Then it is no source of any question."""
    async with bot_room(tmp_path, changed=by(HouseRules(web=False))) as room:
        await answer_to(room, "dana", "CPRICING", text="@dossier what changed?")

        assert SourceKind.WEB not in room.work.started[0].sources


async def test_only_named_people_are_answered_where_an_admin_named_them(
    tmp_path: Path,
) -> None:
    """The others are told why, in a sentence."""
    rules = HouseRules(askers=("Dana@Tidewater.example",))
    async with bot_room(tmp_path, changed=by(rules)) as room:
        await answer_to(room, "dana", "CPRICING", text="@dossier what changed?")
        told = await answer_to(room, "lee", "CPRICING", text="@dossier and why?")

        assert told == ENGLISH.not_named
        assert len(room.work.started) == 1


async def test_a_channel_can_be_closed_and_a_wish_can_leave_nothing(tmp_path: Path) -> None:
    """Both are said; neither starts anything."""
    rules = HouseRules(web=False, channels={"CPRICING": ChannelRules(ask=False)})
    async with bot_room(tmp_path, changed=by(rules)) as room:
        told = await answer_to(room, "dana", "CPRICING", text="@dossier what changed?")
        text = "private sources:web what do others charge?"
        await room.slack.command("dana", "CPRICING", "/research", text)
        channel = "DDANA"
        await until(lambda: ENGLISH.no_sources in all_said(room, channel))

        assert told == ENGLISH.not_here
        assert room.work.started == []


def all_said(room: BotRoom, channel: str) -> str:
    roots = room.slack.messages_in("dana", channel)
    return " ".join(text for root in roots for text in room.texts(channel, root["ts"]))

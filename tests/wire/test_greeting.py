"""Joining a channel: what the greeting promises, and what its two buttons tell."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.admission import Admission
from bot.doorkeeper import OpenDoor
from bot.face import Duties
from bot.house_rules import ChannelRules, HouseRules
from bot.rendering.languages import BY_LANGUAGE
from domain.question import SourceKind
from policy.spending import Account, Payer, Place
from sandbox.slack.wire import BOT_USER, Json
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.slack_room import until

PRICING = Account(
    payer=Payer.CHANNEL,
    owner="CLEADS",
    starts=date(2026, 11, 1),
    resets=date(2026, 12, 1),
    limit=50.0,
)


SET = """\
What is set for #leads:
Sources: Slack and Notion
Web: off
Who may ask: every full member, guests too
Today: $0.50 of $20 used
This month: $12.25 of $50 used (resets 1 December)
Cost under answers: shown
Sources, web, who may ask and whether cost shows are in my rules file (DOSSIER_RULES); limits \
of money are in my settings (DOSSIER_CHANNEL_DAY_USD, DOSSIER_CHANNEL_MONTH_USD). A change \
counts from my next start."""


class Counting(OpenDoor):
    """Some money was spent in the channel."""

    async def used(self, place: Place) -> tuple[tuple[Account, float], ...]:
        assert place.channel == "CLEADS"
        today = replace(PRICING, starts=date(2026, 11, 20), resets=date(2026, 11, 21), limit=20)
        return (today, 0.5), (PRICING, 12.25)


RULES = HouseRules(
    admins=("priya@tidewater.example",),
    guests=True,
    channels={"leads": ChannelRules(web=False, sources=(SourceKind.SLACK, SourceKind.NOTION))},
)


def ruled(duties: Duties) -> Duties:
    return replace(duties, admission=Admission(rules=RULES), door=Counting())


async def greeted(room: BotRoom) -> Json:
    """Priya invites the bot to #leads; its greeting."""
    await room.slack.invite("priya", "CLEADS")
    await until(lambda: by_bot(room))
    return by_bot(room)[0]


def by_bot(room: BotRoom, person: str = "priya") -> list[Json]:
    return [
        message
        for message in room.slack.messages_in(person, "CLEADS")
        if message["user"] == BOT_USER and message.get("subtype") is None
    ]


async def pressed(room: BotRoom, by: str, action: str) -> str:
    greeting = by_bot(room)[0]
    before = len(by_bot(room, by))
    await room.slack.press(by, "CLEADS", str(greeting["ts"]), action_id=action)
    await until(lambda: len(by_bot(room, by)) > before)
    return shown(by_bot(room, by)[-1])


async def test_the_greeting_says_how_much_everyone_there_can_open(tmp_path: Path) -> None:
    """Once, with what can be asked about the channel."""
    async with bot_room(tmp_path, changed=ruled) as room:
        greeting = await greeted(room)

        assert shown(greeting) == (
            "I'm Dossier. Mention me with a question. In here I use what everyone in #leads "
            "can open: 2 channels, and the web.What can you see?Settings"
        )
        assert "2 channels, and the web" in str(greeting["text"])


async def test_what_can_you_see_is_told_to_whoever_presses(tmp_path: Path) -> None:
    """As by asking it in words, and to them alone."""
    async with bot_room(tmp_path, changed=ruled) as room:
        await greeted(room)
        said = await pressed(room, "dana", "sight")

        assert said == (
            "In #leads I can see 2 channels and the web.\n"
            "Priya Nair can change what I may read and spend here."
        )
        assert len(by_bot(room, "priya")) == 1


async def test_settings_tell_an_admin_what_is_set_and_where(tmp_path: Path) -> None:
    """Sources, web, who may ask, money, cost: each with the place where it is changed."""
    async with bot_room(tmp_path, changed=ruled) as room:
        await greeted(room)
        said = await pressed(room, "priya", "settings")

        assert said == SET


async def test_settings_tell_others_who_can_change_them(tmp_path: Path) -> None:
    """By name; nothing of what is set."""
    async with bot_room(tmp_path, changed=ruled) as room:
        await greeted(room)
        said = await pressed(room, "dana", "settings")

        assert said == "Priya Nair can change what I may read and spend here."


async def test_a_channel_where_it_is_switched_off_says_so_at_a_press(tmp_path: Path) -> None:
    """The greeting may be older than the rule."""
    off = HouseRules(channels={"leads": ChannelRules(ask=False)})

    def changed(duties: Duties) -> Duties:
        return replace(duties, admission=Admission(rules=off))

    async with bot_room(tmp_path, changed=changed) as room:
        await greeted(room)
        said = await pressed(room, "dana", "sight")

        assert said == BY_LANGUAGE["en"].not_here

"""Every way in which somebody makes a run begin or go on, in a room whose door can be shut.

Each way sets up what it needs, lets the door be shut (or not), and then does it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.doorkeeper import Doorkeeper
from bot.face import Duties
from domain.digest import DigestId, DigestState
from domain.events import FailureKind, RunState
from domain.post import Content, FailurePost, Post, PrivateOfferPost, StoppedPost
from domain.question import ChannelId, Question, Room, RoomKind, RunId
from policy.spending import Allowances
from store.database import Database
from store.digest_slots import Slots
from store.digests import Digests
from store.halts import Halts
from store.ledger import Ledger, Limits
from store.lineup import Lineup
from store.outbox import Outbox
from store.runs import Runs
from tests.scenarios.digest_room import DANA, a_digest
from tests.wire.bot_room import BotRoom, Changed, PlayedWork
from tests.wire.digest_desk import the_only_digest
from tests.wire.slack_room import until
from tests.wire.test_agreeing import quoted
from tests.wire.test_approving import answered, carded, press
from tests.wire.test_digest_controls import an_edition, posted

Shut = Callable[[], Awaitable[None]]
Way = Callable[[BotRoom, Shut], Awaitable[None]]
PURSE = Allowances(person_day=3.0)


def money_of(database: Database, work: PlayedWork) -> Ledger:
    return Ledger(database, limits=Limits(allowances=PURSE, now=work.now))


def with_a_door() -> Changed:
    """The real one, over the room's own database."""

    def changed(duties: Duties) -> Duties:
        work = duties.work
        assert isinstance(work, PlayedWork)
        door = Doorkeeper(
            runs=Runs(work.database),
            lineup=Lineup(work.database),
            ledger=money_of(work.database, work),
            halts=Halts(work.database),
            allowances=PURSE,
            now=work.now,
        )
        return replace(duties, door=door)

    return changed


async def use_up(room: BotRoom) -> None:
    """Dana's day, by a run of hers elsewhere."""
    run, runs = RunId("elsewhere"), Runs(room.database)
    place = Room(channel=ChannelId("CMARGINS"), kind=RoomKind.PRIVATE, name="margins")
    question = Question(run=run, text="?", asker=DANA, room=place, asked_at=room.work.now())
    await runs.create(question)
    await runs.move(run, RunState.DELIVERED)
    await money_of(room.database, room.work).reserve(run, "k", 3.0, cap=9)


async def begun(room: BotRoom) -> int:
    """How often anything began or went on."""
    work = room.work
    told = [await work.replies(question.run) for question in work.started]
    slots = await Slots(room.database).of(DigestId("d1"))
    ended = len(work.started) + len(work.resumed) + len(work.searched)
    return ended + sum(map(len, told)) + len(slots)


async def asked(room: BotRoom, *, ends: RunState = RunState.DELIVERED) -> Question:
    """A question of Dana's in #pricing, whose run has ended."""
    ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
    await until(lambda: room.work.started)
    question = room.work.started[0]
    if room.work.plays:
        await until(lambda: room.replies("CPRICING", ts))
    else:
        await Runs(room.database).move(question.run, ends)
    return question


async def under(room: BotRoom, question: Question, content: Content) -> str:
    """What we post in the question's thread; the moment of the message."""
    before = len(room.replies("CPRICING", question.thread))
    post = Post(
        key="ours",
        channel=question.room.channel,
        content=content,
        thread=question.thread,
        run=question.run,
    )
    await Outbox(room.database).put(post, at=room.work.now())
    await until(lambda: len(room.replies("CPRICING", question.thread)) > before)
    return str(room.replies("CPRICING", question.thread)[-1]["ts"])


async def a_mention(room: BotRoom, shut: Shut) -> None:
    await shut()
    await room.slack.say("dana", "CPRICING", "@dossier what else?")


async def a_direct_message(room: BotRoom, shut: Shut) -> None:
    place = await room.slack.open_dm("dana")
    await shut()
    await room.slack.say("dana", place, "what else?")


async def a_command(room: BotRoom, shut: Shut) -> None:
    await shut()
    await room.slack.command("dana", "CPRICING", "/research", "what else?")


async def the_form(room: BotRoom, shut: Shut) -> None:
    await room.slack.command("dana", "CPRICING", "/research", "")
    await until(lambda: room.slack.view_of("dana"))
    view = room.slack.view_of("dana")
    assert view is not None
    await shut()
    values = {
        "question": {"question": "what else?"},
        "effort": {"effort": "quick"},
        "sources": {"sources": "slack"},
        "place": {"place": "here"},
    }
    await room.slack.submit("dana", view["id"], values)


async def the_shortcut(room: BotRoom, shut: Shut) -> None:
    ts = await room.slack.say("lee", "CPRICING", "Are the prices final?")
    await shut()
    await room.slack.shortcut("dana", "research_this", "CPRICING", ts)


async def a_follow_up(room: BotRoom, shut: Shut) -> None:
    question = await asked(room)
    await shut()
    await room.slack.say("dana", "CPRICING", "and in May?", thread_ts=question.thread)


async def dig_deeper(room: BotRoom, shut: Shut) -> None:
    question = await asked(room)
    answer = room.replies("CPRICING", question.thread)[0]["ts"]
    await shut()
    await room.slack.press("dana", "CPRICING", answer, action_id="dig_deeper")


async def try_again(room: BotRoom, shut: Shut) -> None:
    question = await asked(room)
    failed = await under(room, question, FailurePost(failure=FailureKind.BUG))
    await shut()
    await room.slack.press("dana", "CPRICING", failed, action_id="try_again")


async def _stopped(room: BotRoom) -> tuple[Question, str]:
    question = await asked(room)
    content = StoppedPost(by="Dana", done=("slack",), not_done=("web",), usd=0.1)
    return question, await under(room, question, content)


async def continue_(room: BotRoom, shut: Shut) -> None:
    _, stopped = await _stopped(room)
    await shut()
    await room.slack.press("dana", "CPRICING", stopped, action_id="continue")


async def the_word_continue(room: BotRoom, shut: Shut) -> None:
    question, _ = await _stopped(room)
    await shut()
    await room.slack.say("dana", "CPRICING", "continue", thread_ts=question.thread)


async def answer_now(room: BotRoom, shut: Shut) -> None:
    _, stopped = await _stopped(room)
    await shut()
    await room.slack.press("dana", "CPRICING", stopped, action_id="answer_now")


async def the_private_offer(room: BotRoom, shut: Shut) -> None:
    question = await asked(room)
    offer = Post(
        key="offer",
        channel=ChannelId("UDANA"),
        content=PrivateOfferPost(count=2, room_name="#pricing"),
        run=question.run,
    )
    await Outbox(room.database).put(offer, at=room.work.now())
    await until(lambda: room.slack.messages_in("dana", "DDANA"))
    said = room.slack.messages_in("dana", "DDANA")[0]
    await shut()
    await room.slack.press("dana", "DDANA", said["ts"], action_id="search_privately")


async def _priced(room: BotRoom, shut: Shut, *, action: str) -> None:
    room.work.plays = False
    _, ts = await quoted(room)
    message = room.replies("CPRICING", ts)[0]["ts"]
    await shut()
    await room.slack.press("dana", "CPRICING", message, action_id=action)


async def start(room: BotRoom, shut: Shut) -> None:
    await _priced(room, shut, action="start")


async def cheaper(room: BotRoom, shut: Shut) -> None:
    await _priced(room, shut, action="cheaper")


async def the_word_start(room: BotRoom, shut: Shut) -> None:
    room.work.plays = False
    _, ts = await quoted(room)
    await shut()
    await room.slack.say("dana", "CPRICING", "start", thread_ts=ts)


async def an_approved_search(room: BotRoom, shut: Shut) -> None:
    _, answer = await answered(room)
    card = await carded(room, answer)
    await shut()
    await press(room, card, "search_yes")


WAYS: Mapping[str, Way] = {
    way.__name__.strip("_").replace("_", " "): way
    for way in (
        *(a_mention, a_direct_message, a_command, the_form, the_shortcut, a_follow_up),
        *(dig_deeper, try_again, continue_, the_word_continue, answer_now),
        *(the_private_offer, start, cheaper, the_word_start, an_approved_search),
    )
}


async def run_a_digest_now(room: BotRoom, shut: Shut) -> None:
    """Of the one that is saved; whether there is money is asked when it begins."""
    await Digests(room.database).put(
        a_digest("d1", owner_name="Dana Roth"), state=DigestState.ACTIVE, next_=None
    )
    await the_only_digest(room)
    message = await posted(room, an_edition())
    await shut()
    await room.slack.press("dana", "CPRICING", str(message["ts"]), action_id="digest_run")

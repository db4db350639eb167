"""An answer that rests on files of some audience, asked for and delivered in a room."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import sqlalchemy as sa

from bot.recheck import AudienceOf
from bot.rendering.taken_back import BY_LANGUAGE
from domain.audience import ALL_MEMBERS, Audience, PersonId
from domain.evidence import Origin, Passage, PassageId, SourceRef
from domain.question import Question, SourceKind
from sandbox.slack.wire import BOT_USER
from store.evidence import Evidence
from store.standing_posts import (
    StandingPosts,
    StandingState,
    standing_key,
    standing_posts,
)
from tests.wire.bot_room import BotRoom, Changed, an_answer, shown
from tests.wire.slack_room import until

CANARY = "Heron closes in May"
DANA, LEE = PersonId("UDANA"), PersonId("ULEE")
GONE = BY_LANGUAGE["en"].in_place
PRIVATE = "search again for you alone"


@dataclass(slots=True)
class Sources:
    """Every document has this audience now, or fails like this; `asked_for` were looked up."""

    audience: Audience = ALL_MEMBERS
    fails: Exception | None = None
    asked_for: list[SourceRef] = field(default_factory=list)

    async def audience_of(self, _question: Question, ref: SourceRef) -> Audience:
        self.asked_for.append(ref)
        if self.fails is not None:
            raise self.fails
        return self.audience


def read_by(room: BotRoom, channel: str, person: str) -> str:
    """Everything that a person can read there, threads and files included."""
    messages = room.slack.messages_in(person, channel)
    threads = [room.slack.messages_in(person, channel, thread_ts=m["ts"]) for m in messages]
    return repr([messages, threads])


async def judged(room: BotRoom, key: str) -> None:
    """Until what was noticed has been dealt with."""
    standing = StandingPosts(room.database)
    async with asyncio.timeout(20):
        while True:
            post = await standing.get(key)
            due = await standing.due(room.slack.team.clock.now(), limit=9)
            if post and post.state is StandingState.STANDS and not post.noticed and not due:
                return
            await asyncio.sleep(0.02)


def key_of(question: Question) -> str:
    return standing_key(f"{question.run}/answer", question.room.channel)


async def a_day_later(room: BotRoom) -> None:
    """As if it had been posted, and its sources asked, yesterday."""
    yesterday = (room.slack.team.clock.now() - timedelta(days=1, hours=1)).timestamp()
    aged = sa.update(standing_posts).values(asked=yesterday, posted=yesterday, due=0.0)
    async with room.database.begin() as connection:
        await connection.execute(aged)


def passage(audience: Audience, ref: SourceRef) -> Passage:
    return Passage(
        id=PassageId(f"p-{ref}"),
        origin=Origin(ref=ref, title="Heron", url="https://x.test"),
        audience=audience,
        text=CANARY,
        start=0,
        end=len(CANARY),
    )


def drive_file(key: str = "H") -> SourceRef:
    return SourceRef(source=SourceKind.DRIVE, key=key)


async def asked(
    room: BotRoom, channel: str, audience: Audience, *refs: SourceRef
) -> tuple[str, Question]:
    """A run at work in the channel that has read these, a file by default, and cites none."""
    await room.slack.invite("dana", channel)
    before = len(room.work.started)
    ts = await room.slack.say("dana", channel, "@dossier what about Heron?")
    await until(lambda: len(room.work.started) > before)
    question = room.work.started[-1]
    read = [passage(audience, ref) for ref in refs or (drive_file(),)]
    await Evidence(room.database).keep(question.run, read)
    room.work.answer = replace(an_answer(CANARY), sources=())
    return ts, question


async def answered(
    room: BotRoom, channel: str, audience: Audience, *refs: SourceRef
) -> tuple[str, Question]:
    """Its answer stands in the thread."""
    ts, question = await asked(room, channel, audience, *refs)
    await room.work.deliver(question)
    await until(lambda: any(CANARY in text for text in room.texts(channel, ts)))
    return ts, question


def direct(room: BotRoom, person: str = "dana") -> str:
    """All that the bot has said to a person."""
    said = room.slack.messages_in(person, f"D{person.upper()}")
    return "\n".join(shown(one) for one in said if one["user"] == BOT_USER)


def sources_that_say(audience_of: AudienceOf, *, patience: int = 10) -> Changed:
    """A face whose sources are asked again."""
    return lambda duties: replace(duties, audience_of=audience_of, patience=patience)

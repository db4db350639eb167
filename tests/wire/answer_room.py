"""An answer that rests on files of some audience, asked for and delivered in a room."""

from dataclasses import replace

from bot.recheck import AudienceOf
from domain.audience import Audience
from domain.evidence import Origin, Passage, PassageId, SourceRef
from domain.question import Question, SourceKind
from sandbox.slack.wire import BOT_USER
from store.evidence import Evidence
from tests.wire.bot_room import BotRoom, Changed, an_answer, shown
from tests.wire.slack_room import until

CANARY = "Heron closes in May."


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

"""Who may read the answer is asked again at the moment of posting; doubt keeps it private."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.face import Duties
from bot.recheck import AudienceOf, Checked, Recheck
from bot.rendering.handing_over import ENGLISH
from domain.audience import ALL_MEMBERS, NOBODY, Audience, PersonId, only
from domain.errors import (
    SourceBusy,
    SourceDenied,
    SourceError,
    SourceGarbled,
    SourceMissing,
    SourceSignIn,
)
from domain.evidence import Origin, Passage, PassageId, SourceRef
from domain.post import Post
from domain.question import Question, SourceKind
from policy.posting import Destination
from sandbox.faults import Fault
from store.evidence import Evidence
from tests.wire.bot_room import BotRoom, Changed, an_answer, bot_room, shown
from tests.wire.slack_room import until

CANARY = "Heron closes in May"
DANA = PersonId("UDANA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked(Recheck):
    """The gate off: what was right when the run began still counts."""

    async def check(self, post: Post, question: Question | None, *, tries: int = 0) -> Checked:
        del post, question, tries
        return Checked(goes=Destination.ROOM)


def passage(audience: Audience, key: str = "H") -> Passage:
    """From a file in Drive."""
    ref = SourceRef(source=SourceKind.DRIVE, key=key)
    return Passage(
        id=PassageId(f"p{key}"),
        origin=Origin(ref=ref, title="Heron", url="https://x.test"),
        audience=audience,
        text=CANARY,
        start=0,
        end=len(CANARY),
    )


async def asked(room: BotRoom, channel: str, audience: Audience, *, files: int = 1) -> str:
    """A run at work in the channel that has read files of this audience and cites none."""
    await room.slack.invite("dana", channel)
    ts = await room.slack.say("dana", channel, "@dossier what about Heron?")
    await until(lambda: room.work.started)
    read = [passage(audience, f"H{number or ''}") for number in range(files)]
    await Evidence(room.database).keep(room.work.started[0].run, read)
    room.work.answer = an_answer(CANARY)
    return ts


def sources_that_say(audience_of: AudienceOf, *, patience: int = 10) -> Changed:
    """A face whose sources are asked again before each post."""
    return lambda duties: replace(duties, audience_of=audience_of, patience=patience)


def direct(room: BotRoom) -> str:
    said = room.slack.messages_in("dana", "DDANA")
    return "\n".join(shown(one) for one in said if one["user"] == "UDOSSIER")


async def test_an_unchanged_room_gets_its_answer(tmp_path: Path) -> None:
    """The check costs the useful case nothing."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room, "CMARGINS", only(DANA))
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts))

        assert CANARY in room.texts("CMARGINS", ts)[0]
        assert CANARY not in direct(room)


async def test_somebody_who_joined_meanwhile_does_not_read_the_answer(tmp_path: Path) -> None:
    """The thread gets a constant, whoever asked gets the answer."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room, "CMARGINS", only(DANA))
        await room.slack.invite("dana", "CMARGINS", "lee")
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts, "lee") and CANARY in direct(room))

        assert room.texts("CMARGINS", ts, "lee") == [ENGLISH.narrowed]


async def test_without_the_check_the_newcomer_reads_it(tmp_path: Path) -> None:
    """The control: the same join, the gate off, and the words are in the room."""
    async with bot_room(tmp_path, plays=False) as room:
        gate = room.face.delivery._recheck
        room.face.delivery._recheck = Unchecked(
            directory=gate.directory, evidence=gate.evidence
        )
        ts = await asked(room, "CMARGINS", only(DANA))
        await room.slack.invite("dana", "CMARGINS", "lee")
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts, "lee"))

        assert CANARY in room.texts("CMARGINS", ts, "lee")[0]


@pytest.mark.parametrize("audience", [ALL_MEMBERS, Audience(world=True)])
async def test_a_channel_that_was_shared_meanwhile_gets_no_answer(
    tmp_path: Path, audience: Audience
) -> None:
    """Another organisation keeps a copy, even of what all the world may read."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room, "CPRICING", audience)
        await room.slack.share("dana", "CPRICING")
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CPRICING", ts) and CANARY in direct(room))

        assert room.texts("CPRICING", ts) == [ENGLISH.narrowed]


async def test_a_guest_who_joined_meanwhile_narrows_a_public_channel(tmp_path: Path) -> None:
    """What all members may read, a guest may not."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room, "CPRICING", ALL_MEMBERS)
        await room.slack.invite("dana", "CPRICING", "gus")
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CPRICING", ts) and CANARY in direct(room))

        assert room.texts("CPRICING", ts) == [ENGLISH.narrowed]


@pytest.mark.parametrize(("patience", "said"), [(3, CANARY), (0, ENGLISH.withdrawn)])
async def test_a_source_too_busy_to_say_who_may_read_it_is_asked_again(
    tmp_path: Path, patience: int, said: str
) -> None:
    """A crowd's answers end together, and each asks; that is no reason to keep one back."""
    asked_before: list[SourceRef] = []

    async def busy_at_first(_question: Question, ref: SourceRef) -> Audience:
        asked_before.append(ref)
        if len(asked_before) == 1:
            raise SourceBusy(ref.source)
        return only(DANA)

    changed = sources_that_say(busy_at_first, patience=patience)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts = await asked(room, "CMARGINS", only(DANA))
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts))

        assert said in room.texts("CMARGINS", ts)[0]


REFUSALS = [
    SourceDenied(SourceKind.DRIVE, "403"),
    SourceMissing(SourceKind.DRIVE, "gone"),
    SourceGarbled(SourceKind.DRIVE, "nonsense"),
    SourceSignIn(SourceKind.DRIVE, "signed out"),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: type(refusal).__name__)
async def test_evidence_that_nobody_cited_is_asked_for_again_too(
    tmp_path: Path, refusal: SourceError
) -> None:
    """It was in the writer's context, and its words may be in the answer all the same."""

    async def closed(_question: Question, ref: SourceRef) -> Audience:
        if ref.key == "H7":
            raise refusal
        return only(DANA)

    async with bot_room(tmp_path, plays=False, changed=sources_that_say(closed)) as room:
        ts = await asked(room, "CMARGINS", only(DANA), files=9)
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts))

        assert room.texts("CMARGINS", ts) == [ENGLISH.withdrawn]
        assert CANARY not in direct(room)


async def test_uncited_evidence_that_lost_a_reader_goes_to_whoever_asked(
    tmp_path: Path,
) -> None:
    """One in the room may no longer open it; the asker may."""

    async def narrower(_question: Question, _ref: SourceRef) -> Audience:
        return only(DANA)

    async with bot_room(tmp_path, plays=False, changed=sources_that_say(narrower)) as room:
        ts = await asked(room, "CPRICING", ALL_MEMBERS)
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CPRICING", ts) and CANARY in direct(room))

        assert room.texts("CPRICING", ts) == [ENGLISH.narrowed]


async def test_what_was_opened_wider_meanwhile_may_be_posted(tmp_path: Path) -> None:
    """The last word counts, not the first: whoever joined was given the file as well."""

    async def wider(question: Question, _ref: SourceRef) -> Audience:
        return Audience(people=question.room.readers.members)

    async with bot_room(tmp_path, plays=False, changed=sources_that_say(wider)) as room:
        ts = await asked(room, "CMARGINS", only(DANA))
        await room.slack.invite("dana", "CMARGINS", "lee")
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts, "lee"))

        assert CANARY in room.texts("CMARGINS", ts, "lee")[0]


async def test_sixty_sources_are_asked_side_by_side_and_once_each(tmp_path: Path) -> None:
    """A run that read much waits as long as eight look-ups after another, not as sixty."""
    asked_for: list[SourceRef] = []
    side_by_side, most = 0, 0

    async def slow(_question: Question, ref: SourceRef) -> Audience:
        nonlocal side_by_side, most
        asked_for.append(ref)
        side_by_side += 1
        most = max(most, side_by_side)
        await asyncio.sleep(0.02)
        side_by_side -= 1
        return only(DANA)

    async with bot_room(tmp_path, plays=False, changed=sources_that_say(slow)) as room:
        ts = await asked(room, "CMARGINS", only(DANA), files=60)
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts))

        assert CANARY in room.texts("CMARGINS", ts)[0]
        assert len(asked_for) == len(set(asked_for)) == 61  # and the one that is cited
        assert most == 8


@pytest.mark.slow
async def test_readers_that_cannot_be_looked_up_count_as_too_many(tmp_path: Path) -> None:
    """A failing look-up is no permission, once patience has ended."""

    def impatient(duties: Duties) -> Duties:
        return replace(duties, patience=0)

    async with bot_room(tmp_path, plays=False, changed=impatient) as room:
        ts = await asked(room, "CMARGINS", only(DANA))
        await asyncio.sleep(2.2)  # a look-up that is younger counts as this one
        fault = Fault(kind="overloaded", seconds=1, times=60, path="conversations.members")
        room.slack.team.faults.add("slack", fault)
        await room.work.deliver(room.work.started[0])
        await until(lambda: CANARY in direct(room), seconds=30)
        await until(lambda: room.texts("CMARGINS", ts))

        assert fault.struck
        assert room.texts("CMARGINS", ts) == [ENGLISH.narrowed]


async def test_what_the_asker_may_no_longer_open_is_posted_nowhere(tmp_path: Path) -> None:
    """Access that was taken away meanwhile takes the answer with it."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room, "CMARGINS", NOBODY)
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.texts("CMARGINS", ts))

        assert room.texts("CMARGINS", ts) == [ENGLISH.withdrawn]
        assert CANARY not in direct(room)

"""A posted answer does not outlive the right to read it: it is taken back, once, and said."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.rendering.taken_back import BY_LANGUAGE
from bot.slack_errors import Simplify
from domain.answer import Paragraph, Span
from domain.audience import ALL_MEMBERS, NOBODY, WORLD, Audience, PersonId, only
from domain.digest import DigestId, Edition, News, NewsItem
from domain.errors import SourceBusy, SourceMissing
from domain.events import FailureKind, RunFailed, RunState, TakenBack, Triaged
from domain.evidence import SourceRef
from domain.post import DigestPost, FailurePost, Post
from domain.question import ChannelId, Effort, Question, SourceKind
from store.evidence import Evidence
from store.journal import Journal
from store.outbox import Outbox
from store.runs import Runs
from store.standing_posts import (
    StandingPosts,
    StandingState,
    standing_key,
    standing_posts,
)
from tests.wire.answer_room import (
    CANARY,
    answered,
    asked,
    direct,
    drive_file,
    passage,
    sources_that_say,
)
from tests.wire.bot_room import BotRoom, PlayedWork, an_answer, bot_room, face_in, open_database
from tests.wire.slack_room import slack_room, until

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


Join = Callable[[BotRoom], Awaitable[None]]
WAYS: dict[str, tuple[str, Join]] = {
    "a guest joins": ("CPRICING", lambda room: room.slack.invite("dana", "CPRICING", "gus")),
    "the channel is shared": ("CPRICING", lambda room: room.slack.share("dana", "CPRICING")),
    "a member joins": ("CMARGINS", lambda room: room.slack.invite("dana", "CMARGINS", "lee")),
    "it is made public": ("CMARGINS", lambda room: room.slack.convert("dana", "CMARGINS")),
}


@pytest.mark.parametrize("way", WAYS)
async def test_what_somebody_new_may_not_read_is_taken_back(tmp_path: Path, way: str) -> None:
    """The place keeps a sentence, whoever asked hears of it and may search in private."""
    channel, happens = WAYS[way]
    open_to = ALL_MEMBERS if channel == "CPRICING" else only(DANA)
    sources = Sources(open_to)
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, channel, open_to)
        await happens(room)
        await until(lambda: room.texts(channel, ts) == [GONE])
        await until(lambda: PRIVATE in direct(room))
        told = [e.what for e in await Journal(room.database).of(question.run)]

        assert CANARY not in read_by(room, channel, "dana")
        assert CANARY not in direct(room)
        assert TakenBack(channel=ChannelId(channel), messages=1, files=0) in told


@pytest.mark.parametrize("way", WAYS)
async def test_without_taking_back_they_read_it(tmp_path: Path, way: str) -> None:
    """The control: the same events, and the words are still there."""
    channel, happens = WAYS[way]
    open_to = ALL_MEMBERS if channel == "CPRICING" else only(DANA)
    changed = sources_that_say(Sources(open_to).audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:

        async def nothing() -> None:
            return

        room.face.taking_back.sweep = nothing  # type: ignore[method-assign] # the gate is off
        ts, _ = await answered(room, channel, open_to)
        await happens(room)
        await asyncio.sleep(0.5)

        assert CANARY in room.texts(channel, ts)[0]
        assert CANARY in read_by(room, channel, "dana")


@pytest.mark.parametrize("way", WAYS)
async def test_what_rests_on_the_web_alone_stays(tmp_path: Path, way: str) -> None:
    """All the world may read it; nobody is asked, and nothing is blanked."""
    channel, happens = WAYS[way]
    sources = Sources(NOBODY)
    changed = sources_that_say(sources.audience_of)
    page = SourceRef(source=SourceKind.WEB, key="u1")
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, channel, WORLD, page)
        await happens(room)
        await asyncio.sleep(0.3)

        assert CANARY in room.texts(channel, ts)[0]
        assert sources.asked_for == []
        assert await StandingPosts(room.database).get(key_of(question)) is None


async def test_a_member_who_joins_a_channel_of_members_costs_no_source_a_call(
    tmp_path: Path,
) -> None:
    """Whoever could have joined before could read it before."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        await room.slack.dismiss("dana", "CPRICING", "lee")
        ts, question = await answered(room, "CPRICING", ALL_MEMBERS)
        at_posting = len(sources.asked_for)
        await room.slack.invite("dana", "CPRICING", "lee")
        await room.slack.invite("dana", "CPRICING", "priya")
        await judged(room, key_of(question))

        assert CANARY in room.texts("CPRICING", ts)[0]
        assert len(sources.asked_for) == at_posting == 1


async def test_a_newcomer_who_may_open_everything_takes_nothing_away(tmp_path: Path) -> None:
    """They were given the file before they were let in: the source says so now."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CMARGINS", only(DANA))
        sources.audience = only(DANA, LEE)
        await room.slack.invite("dana", "CMARGINS", "lee")
        await judged(room, key_of(question))

        assert CANARY in room.texts("CMARGINS", ts, "lee")[0]
        assert "took back" not in direct(room)


async def test_many_answers_on_one_file_ask_for_it_once(tmp_path: Path) -> None:
    """What a source said since the change counts for all that rests on it."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        places = [await answered(room, "CMARGINS", only(DANA)) for _ in range(4)]
        at_posting = len(sources.asked_for)
        sources.audience = only(DANA, LEE)
        await room.slack.invite("dana", "CMARGINS", "lee")
        for _, question in places:
            await judged(room, key_of(question))

        assert len(sources.asked_for) == at_posting + 1


@pytest.mark.parametrize("times", [900, 6000], ids=["three messages", "a file"])
async def test_every_message_its_file_and_the_plan_go(tmp_path: Path, times: int) -> None:
    """Words that go on in a second message, or in a file, are words of the answer."""
    changed = sources_that_say(Sources(ALL_MEMBERS).audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await asked(room, "CPRICING", ALL_MEMBERS)
        triaged = Triaged(effort=Effort.DEEP, topic=CANARY, language="en")
        await room.work.note(question.run, "triaged", triaged)
        await until(lambda: CANARY in repr(room.texts("CPRICING", ts)))
        paragraph = Paragraph(spans=(Span(text=" ".join([CANARY] * times)),))
        room.work.answer = replace(an_answer(), blocks=(paragraph,), sources=())
        await room.work.deliver(question)
        await until(lambda: len(room.replies("CPRICING", ts)) >= 3)
        await judged(room, key_of(question))
        await room.slack.invite("dana", "CPRICING", "gus")
        await until(lambda: set(room.texts("CPRICING", ts)) <= {GONE, ""}, seconds=60)

        assert CANARY not in read_by(room, "CPRICING", "gus")
        assert not room.slack.team.uploads


async def test_a_source_that_was_closed_is_noticed_within_a_day(tmp_path: Path) -> None:
    """Nobody came; but what the answer rests on is gone for those who are there."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CPRICING", ALL_MEMBERS, drive_file("A"))
        await judged(room, key_of(question))
        sources.fails = SourceMissing(SourceKind.DRIVE)
        await a_day_later(room)
        await until(lambda: room.texts("CPRICING", ts) == [GONE])
        await until(lambda: "took back" in direct(room))

        assert PRIVATE not in direct(room)


async def test_a_silent_source_takes_nothing_away_where_nobody_is_new(tmp_path: Path) -> None:
    """An outage is no change of rights: it is asked again the next day."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of, patience=0)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CPRICING", ALL_MEMBERS)
        await judged(room, key_of(question))
        before = len(sources.asked_for)
        sources.fails = SourceBusy(SourceKind.DRIVE)
        await a_day_later(room)
        await until(lambda: len(sources.asked_for) > before)
        await asyncio.sleep(0.2)

        assert CANARY in room.texts("CPRICING", ts)[0]


@pytest.mark.parametrize(("patience", "said"), [(3, CANARY), (0, GONE)])
async def test_a_silent_source_counts_against_it_where_somebody_is_new(
    tmp_path: Path, patience: int, said: str
) -> None:
    """It is asked again for a while; then doubt is a no."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of, patience=patience)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CMARGINS", only(DANA))
        sources.fails, before = SourceBusy(SourceKind.DRIVE), len(sources.asked_for)
        await room.slack.invite("dana", "CMARGINS", "lee")
        await until(lambda: len(sources.asked_for) > before)
        sources.fails, sources.audience = None, only(DANA, LEE)
        if patience:
            await judged(room, key_of(question))
        await until(lambda: said in room.texts("CMARGINS", ts, "lee")[0])

        assert len(room.texts("CMARGINS", ts, "lee")) == 1


async def test_a_kill_between_noticing_and_taking_back_loses_nothing(tmp_path: Path) -> None:
    """What was noticed is written down; the next process does it, and says it once."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of)
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now, plays=False)
        async with face_in(slack, database, work, changed=changed) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            ts, question = await answered(room, "CPRICING", ALL_MEMBERS)
            await judged(room, key_of(question))

            killed = asyncio.get_running_loop().create_future()

            async def die(_post: object) -> None:
                killed.set_result(None)
                await asyncio.Event().wait()

            face.taking_back._take_back = die  # type: ignore[method-assign,assignment] # the process ends there
            await slack.invite("dana", "CPRICING", "gus")
            await killed
            assert CANARY in room.texts("CPRICING", ts)[0]
        async with face_in(slack, database, work, changed=changed) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            await until(lambda: room.texts("CPRICING", ts) == [GONE])
            await until(lambda: PRIVATE in direct(room))
            await asyncio.sleep(0.5)

            assert direct(room).count(PRIVATE) == 1


async def test_an_edition_of_a_digest_is_taken_back_and_its_owner_told(tmp_path: Path) -> None:
    """It stands in the channel itself, with nothing above it."""
    changed = sources_that_say(Sources(ALL_MEMBERS).audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        _, question = await answered(room, "CPRICING", ALL_MEMBERS)
        item = NewsItem(news=News.NEW, text=CANARY)
        edition = Edition(digest=DigestId("d1"), title="Prices", maker="Dana", news=(item,))
        post = Post(
            key=f"{question.run}/post",
            channel=question.room.channel,
            content=DigestPost(edition=edition),
            run=question.run,
        )
        await Outbox(room.database).put(post, at=room.slack.team.clock.now())
        await until(lambda: "made by Dana" in read_by(room, "CPRICING", "dana"))
        await judged(room, standing_key(post.key, post.channel))
        await room.slack.invite("dana", "CPRICING", "gus")
        await until(lambda: GONE in read_by(room, "CPRICING", "gus"))
        await until(lambda: "edition of your digest in #pricing" in direct(room))

        assert CANARY not in read_by(room, "CPRICING", "gus")


async def test_the_answer_in_a_direct_message_goes_when_its_reader_lost_access(
    tmp_path: Path,
) -> None:
    """One who may no longer open the file may no longer read of it."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        await room.slack.open_dm("dana")
        ts = await room.slack.say("dana", "DDANA", "what about Heron?")
        await until(lambda: room.work.started)
        question = room.work.started[0]
        await Evidence(room.database).keep(question.run, [passage(only(DANA), drive_file())])
        room.work.answer = replace(an_answer(CANARY), sources=())
        await room.work.deliver(question)
        await until(lambda: any(CANARY in text for text in room.texts("DDANA", ts)))
        await judged(room, key_of(question))
        sources.fails = SourceMissing(SourceKind.DRIVE)
        await a_day_later(room)
        await until(lambda: room.texts("DDANA", ts) == [GONE])

        assert CANARY not in read_by(room, "DDANA", "dana")


async def test_the_plan_of_an_answer_that_was_kept_out_goes_too(tmp_path: Path) -> None:
    """Its titles were written by whoever had read the sources."""
    changed = sources_that_say(Sources(ALL_MEMBERS).audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await asked(room, "CPRICING", ALL_MEMBERS)
        triaged = Triaged(effort=Effort.DEEP, topic=CANARY, language="en")
        await room.work.note(question.run, "triaged", triaged)
        await until(lambda: CANARY in repr(room.texts("CPRICING", ts)))
        await room.slack.invite("dana", "CPRICING", "gus")
        await room.work.deliver(question)
        await until(lambda: GONE in room.texts("CPRICING", ts), seconds=40)
        await until(lambda: CANARY in direct(room))

        assert CANARY not in read_by(room, "CPRICING", "gus")
        assert "took back" not in direct(room)


async def test_the_plan_of_a_run_that_failed_goes_without_a_word(tmp_path: Path) -> None:
    """There was no answer, but its titles are there to be read."""
    changed = sources_that_say(Sources(ALL_MEMBERS).audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await asked(room, "CPRICING", ALL_MEMBERS)
        triaged = Triaged(effort=Effort.DEEP, topic=CANARY, language="en")
        await room.work.note(question.run, "triaged", triaged)
        await until(lambda: CANARY in repr(room.texts("CPRICING", ts)))
        failed = FailurePost(failure=FailureKind.BUG)
        post = Post(
            key=f"{question.run}/failed",
            channel=question.room.channel,
            content=failed,
            thread=question.thread,
            run=question.run,
        )
        await room.work.note(question.run, "failed", RunFailed(failure=FailureKind.BUG))
        await Runs(room.database).move(question.run, RunState.FAILED)
        await Outbox(room.database).put(post, at=room.slack.team.clock.now())
        await judged(room, standing_key(post.key, post.channel))
        await room.slack.invite("dana", "CPRICING", "gus")
        await until(lambda: set(room.texts("CPRICING", ts)) == {GONE}, seconds=40)
        await asyncio.sleep(0.7)

        assert CANARY not in read_by(room, "CPRICING", "gus")
        assert "took back" not in direct(room)


async def test_a_message_that_slack_lets_nobody_edit_any_more_is_deleted(
    tmp_path: Path,
) -> None:
    """Some workspaces close messages to edits after a while."""
    changed = sources_that_say(Sources(ALL_MEMBERS).audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CPRICING", ALL_MEMBERS)
        await judged(room, key_of(question))

        async def closed(*_: object, **__: object) -> None:
            raise Simplify("chat.update", "edit_window_closed")

        room.face.slack.update = closed  # type: ignore[method-assign] # as Slack would refuse
        await room.slack.invite("dana", "CPRICING", "gus")
        await until(lambda: not room.replies("CPRICING", ts))

        assert CANARY not in read_by(room, "CPRICING", "gus")


def test_every_language_has_words_of_its_own() -> None:
    """A sentence left in English would stand in the middle of another language."""
    english = BY_LANGUAGE["en"]
    for language, words in BY_LANGUAGE.items():
        if language == "en":
            continue
        for name in ("in_place", "private", "lost", "digest"):
            assert getattr(words, name) != getattr(english, name)
            assert ("{room}" in getattr(words, name)) is ("{room}" in getattr(english, name))

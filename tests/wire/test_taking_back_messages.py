"""All that an answer is made of goes with it: messages, files, plans, editions of a digest."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.rendering.taken_back import BY_LANGUAGE
from bot.slack_errors import Simplify
from domain.answer import Paragraph, Span
from domain.audience import ALL_MEMBERS
from domain.digest import DigestId, Edition, News, NewsItem
from domain.events import FailureKind, RunFailed, RunState, Triaged
from domain.post import DigestPost, FailurePost, Post
from domain.question import Effort
from store.outbox import Outbox
from store.runs import Runs
from store.standing_posts import (
    standing_key,
)
from tests.wire.answer_room import (
    CANARY,
    GONE,
    Sources,
    answered,
    asked,
    direct,
    judged,
    key_of,
    read_by,
    sources_that_say,
)
from tests.wire.bot_room import an_answer, bot_room
from tests.wire.slack_room import until

pytestmark = pytest.mark.slow  # what is quick of it is in test_taking_back.py


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

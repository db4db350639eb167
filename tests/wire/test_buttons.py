"""Buttons that have no page of tests of their own: each does what it says, once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from domain.digest import DigestState
from domain.events import RunState
from domain.post import ClarifyPost, Content, Post, StoppedPost
from domain.question import MessageTs
from sandbox.slack.wire import Json
from store.digests import Digests
from store.outbox import Outbox
from store.replies import Reply
from store.runs import Runs
from tests.wire.bot_room import BotRoom, bot_room
from tests.wire.digest_desk import buttons
from tests.wire.slack_room import until

T = TypeVar("T")
DIGEST = "@dossier every weekday at 8:30 Berlin time, what changed about pricing, here"
STOPPED = StoppedPost(by="Dana Roth", done=("Slack",), not_done=("Web",), usd=0.18)
CLARIFY = ClarifyPost(question="Which do you mean?", options=("API p95", "Page load"))


async def posted(room: BotRoom, content: Content, *, state: RunState) -> Json:
    """What a run of Dana's says in #pricing."""
    ts = await room.slack.say("dana", "CPRICING", "@dossier how is latency?")
    await until(lambda: room.work.started)
    question = room.work.started[0]
    await Runs(room.database).move(question.run, state)
    post = Post(
        key=f"{question.run}/said",
        channel=question.room.channel,
        thread=MessageTs(ts),
        run=question.run,
        content=content,
    )
    await Outbox(room.database).put(post, at=room.work.now())
    await until(lambda: room.replies("CPRICING", ts))
    return room.replies("CPRICING", ts)[0]


async def some(look: Callable[[], Awaitable[Sequence[T]]]) -> Sequence[T]:
    """What is found, once there is something."""
    async with asyncio.timeout(10):
        while not (found := await look()):  # noqa: ASYNC110 - it polls a database
            await asyncio.sleep(0.02)
        return found


@pytest.mark.parametrize("button", ["continue", "answer_now"])
async def test_a_stopped_run_goes_on_or_is_written_up_by_its_buttons(
    tmp_path: Path, button: str
) -> None:
    """From where it was: with further research, or with what it has."""
    async with bot_room(tmp_path, plays=False) as room:
        message = await posted(room, STOPPED, state=RunState.STOPPED)
        await room.slack.press("lee", "CPRICING", str(message["ts"]), action_id=button)
        await until(lambda: room.work.resumed)

        assert room.work.resumed == [(room.work.started[0].run, button == "answer_now")]


async def test_a_reading_is_chosen_by_its_button_and_the_first_choice_counts(
    tmp_path: Path,
) -> None:
    """Whoever presses; the lead hears which, and by whom it was chosen."""
    async with bot_room(tmp_path, plays=False) as room:
        message = await posted(room, CLARIFY, state=RunState.WAITING)
        ts, run = str(message["ts"]), room.work.started[0].run
        await room.slack.press("lee", "CPRICING", ts, action_id="clarify:1")
        heard = await some(lambda: room.work.replies(run))
        await room.slack.press("dana", "CPRICING", ts, action_id="clarify:0")
        await asyncio.sleep(0.4)

        chosen = Reply(sequence=1, author="Lee Park", text="Page load", steer="clarified")
        assert heard == [chosen]
        assert await room.work.replies(run) == [chosen]


async def test_a_digest_is_tried_before_it_is_saved(tmp_path: Path) -> None:
    """For its maker alone; nothing is saved by it."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", DIGEST)
        await until(lambda: room.replies("CPRICING", ts))
        message = room.replies("CPRICING", ts)[0]
        await room.slack.press("dana", "CPRICING", message["ts"], action_id="digest_try")
        await until(lambda: room.calls("chat.postEphemeral"))
        said = room.calls("chat.postEphemeral")[-1]

        assert said["user"] == "UDANA"
        assert "direct message" in said["text"]
        assert await Digests(room.database).all() == ()


async def test_a_digest_is_renewed_by_its_button(tmp_path: Path) -> None:
    """It ends after ninety days; the reminder has a button for ninety more."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", DIGEST)
        await until(lambda: room.replies("CPRICING", ts))
        message = room.replies("CPRICING", ts)[0]
        await room.slack.press("dana", "CPRICING", message["ts"], action_id="digest_save")
        (row,) = await some(Digests(room.database).all)
        await room.face.listeners.commit(renewing(buttons(message)["digest_save"], message))
        await until(lambda: "Renewed until" in str(room.calls("chat.postEphemeral")))

        assert row.state is DigestState.ACTIVE


def renewing(digest: str, message: Json) -> Json:
    """The click on the reminder's button, as Slack sends it."""
    action = {"action_id": "digest_renew", "value": digest, "action_ts": "3.3"}
    return {
        "type": "block_actions",
        "team": {"id": "T0SANDBOX"},
        "user": {"id": "UDANA"},
        "container": {"type": "message", "message_ts": message["ts"]},
        "channel": {"id": "CPRICING"},
        "actions": [action],
    }

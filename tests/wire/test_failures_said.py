"""Each failure of a run, as the thread hears it: what happened, and what to do."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from domain.answer import Answer, Gap, GapKind
from domain.events import FailureKind, RunFailed, RunState
from domain.post import Content, FailurePost, Post
from domain.question import SourceKind
from sandbox.slack.wire import Json
from store.outbox import Outbox
from store.runs import Runs
from tests.wire.bot_room import BotRoom, an_answer, bot_room
from tests.wire.slack_room import until


async def failed(room: BotRoom, failure: FailureKind, detail: str = "") -> Json:
    """A question whose run ends so; what the thread is told."""
    ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
    await until(lambda: room.work.started)
    question = room.work.started[0]
    content: Content = FailurePost(failure=failure, detail=detail)
    await room.work.note(
        question.run, "failed", RunFailed(failure=failure, detail="SourceBusy")
    )
    await Runs(room.database).move(question.run, RunState.FAILED)
    post = Post(
        key=f"{question.run}/failed",
        channel=question.room.channel,
        thread=question.thread,
        run=question.run,
        content=content,
    )
    await Outbox(room.database).put(post, at=room.work.now())
    await until(lambda: room.replies("CPRICING", ts))
    return room.replies("CPRICING", ts)[0]


def buttons(message: Json) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.get("blocks", [])
        if block["type"] == "actions"
        for element in block["elements"]
    ]


SAID: Mapping[FailureKind, tuple[str, str, list[str]]] = {
    FailureKind.BUG: ("", "Something broke on my side. Run", ["Try again"]),
    FailureKind.MODEL_DOWN: ("", "The model did not answer for a long time", ["Try again"]),
    FailureKind.MODEL_REJECTED: (
        "",
        "The model does not take my requests: its key or its account is refused.",
        ["Try again"],
    ),
    FailureKind.MODEL_DECLINED: ("", "The model declined to work on this.", []),
    FailureKind.NO_SOURCE: ("", "Nothing that I may read for this is connected", ["Try again"]),
    FailureKind.BUDGET: (
        "#pricing has used its $50 for this month (resets 1 December).",
        "#pricing has used its $50 for this month (resets 1 December). Run",
        ["Ask an admin"],
    ),
    FailureKind.REFUSED: ("An admin has paused me.", "An admin has paused me.", []),
}


@pytest.mark.parametrize("failure", FailureKind)
async def test_a_failure_is_a_sentence_with_what_to_do(
    tmp_path: Path, failure: FailureKind
) -> None:
    """No name of an exception, no trace, no address."""
    detail, sentence, offered = SAID[failure]
    async with bot_room(tmp_path, plays=False) as room:
        message = await failed(room, failure, detail)

        assert sentence in str(message["text"])
        assert buttons(message) == offered
        for internal in ("SourceBusy", "Error", "Traceback", "http"):
            assert internal not in str(message["text"])


@pytest.mark.parametrize("failure", FailureKind)
async def test_a_failure_names_the_run(tmp_path: Path, failure: FailureKind) -> None:
    """So that an administrator finds it."""
    async with bot_room(tmp_path, plays=False) as room:
        message = await failed(room, failure)
        run = room.work.started[0].run

        assert f"Run {run[:4].upper()}" in str(message["text"])


async def test_a_failure_can_be_tried_again_by_its_button(tmp_path: Path) -> None:
    """As a run of its own, in the same thread."""
    async with bot_room(tmp_path, plays=False) as room:
        message = await failed(room, FailureKind.BUG)
        room.work.plays = True
        await room.slack.press("lee", "CPRICING", str(message["ts"]), action_id="try_again")
        await until(lambda: len(room.work.started) == 2)

        assert room.work.started[1].text == "what changed?"
        assert room.work.started[1].asker.name == "Lee Park"


def lacking(kind: GapKind, text: str) -> Answer:
    return replace(an_answer(), gaps=(Gap(kind=kind, text=text, source=SourceKind.DRIVE),))


async def test_a_source_that_was_down_is_named_and_can_be_tried_again(tmp_path: Path) -> None:
    """What the others gave is kept."""
    async with bot_room(tmp_path, plays=False) as room:
        room.work.answer = lacking(GapKind.SOURCE_DOWN, "Drive did not answer (2 tries)")
        room.work.plays = True
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.replies("CPRICING", ts))
        (message,) = room.replies("CPRICING", ts)

        assert "Prices went up" in room.texts("CPRICING", ts)[0]
        assert "Drive did not answer (2 tries)" in room.texts("CPRICING", ts)[0]
        assert "Try Drive again" in buttons(message)


async def test_a_source_without_access_is_named_and_partial_results_are_kept(
    tmp_path: Path,
) -> None:
    """The answer says what it rests on, and what it could not open."""
    async with bot_room(tmp_path, plays=False) as room:
        room.work.answer = lacking(GapKind.NO_ACCESS, "Drive does not know who asked")
        room.work.plays = True
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.replies("CPRICING", ts))

        assert "Prices went up" in room.texts("CPRICING", ts)[0]
        assert "Drive does not know who asked" in room.texts("CPRICING", ts)[0]

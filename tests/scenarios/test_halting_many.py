"""A halt while forty runs are at work, and what is there afterwards."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.rooms import CHANNELS, PEOPLE, WORKSPACE
from domain.events import RunState
from domain.question import ChannelId, MessageTs
from evals.stage import Stage, open_stage
from sandbox.launch import Sandbox
from sandbox.slack.wire import BOT_USER
from sandbox.thread_text import text_of
from store.runs import RunRow, Runs
from tests.scenarios.test_halting import OWN, command

AT_WORK = 40
Place = tuple[str, str]


def slow(sandbox: Sandbox) -> None:
    sandbox.claude.latency_seconds = 3.0


async def asked(stage: Stage) -> list[Place]:
    """Forty questions, each in a channel of its own, every run waiting for the model."""
    places = []
    for number in range(AT_WORK):
        channel, person = f"CROOM{number % CHANNELS}", PEOPLE[number % len(PEOPLE)].handle
        text = f"@dossier what about {number}?"
        places.append((channel, await stage.sandbox.slack.say(person, channel, text)))
    async with asyncio.timeout(90):
        while len(await rows_of(stage, places)) < AT_WORK:  # noqa: ASYNC110 - it polls
            await asyncio.sleep(0.05)
    return places


def said_in(stage: Stage, place: Place) -> str:
    channel, ts = place
    messages = stage.sandbox.slack.messages_in("p0", channel, thread_ts=ts)
    return "\n".join(text_of(one) for one in messages if one["user"] == BOT_USER)


async def until_all_say(stage: Stage, places: list[Place], words: str) -> None:
    async with asyncio.timeout(60):
        while not all(words in said_in(stage, one) for one in places):  # noqa: ASYNC110 - Slack's
            await asyncio.sleep(0.2)


async def rows_of(stage: Stage, places: list[Place]) -> list[RunRow]:
    rows = [
        await Runs(stage.database).by_message(ChannelId(channel), MessageTs(ts))
        for channel, ts in places
    ]
    return [row for row in rows if row]


@pytest.mark.slow
async def test_forty_runs_stop_call_nobody_and_can_go_on(tmp_path: Path) -> None:
    """Two seconds later no call begins; each thread says that an admin stopped or paused it."""
    loop = asyncio.get_running_loop()
    async with open_stage(WORKSPACE, tmp_path, own=OWN, before=slow) as stage:
        places = await asked(stage)
        calls = len(stage.sandbox.claude.requests)
        await command(stage, tmp_path, "halt", "--by", "Ada")
        halted = loop.time()
        await until_all_say(stage, places, "admin")
        told = loop.time() - halted
        await asyncio.sleep(3)
        late = [one for one in stage.sandbox.claude.requests if one.started > halted + 2]
        ended = {row.state for row in await rows_of(stage, places)}
        await command(stage, tmp_path, "resume")
        stage.sandbox.claude.latency_seconds = 0.0
        channel, ts = places[0]
        await stage.sandbox.slack.say("p0", channel, "continue", thread_ts=ts)
        await until_all_say(stage, places[:1], "I found nothing")
        others = {row.state for row in await rows_of(stage, places[1:])}

    assert calls >= AT_WORK / 2
    assert late == []
    assert ended <= {RunState.STOPPED, RunState.FAILED}
    assert others == ended
    assert told < 60

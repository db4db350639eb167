"""How soon the bot shows that it heard, one mention at a time and a hundred at once.

The whole product in the sandbox, which holds it to Slack's rate limits. The first sign is the
status line or the reaction, whichever comes first; an answer is known by its buttons. A mention
that the bot has not acknowledged within three seconds is delivered again, and counted.
"""

import asyncio
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.measuring import Samples, table
from benchmarks.placing import SHIPPED, place_of
from evals.stage import Stage, open_stage
from sandbox.thread_text import text_of
from sandbox.workspace.loading import load

MENTIONS = 100
PACED_SECONDS = 0.4
ANSWERED_SECONDS = 600.0
_SECOND_ANSWER_SECONDS = 5.0  # for one that should not come
SIGNS = ("assistant.threads.setStatus", "reactions.add")
ASKED = "when and where is the offsite?"


Mention = tuple[str, str, str]  # person, channel, ts


def first_sign(stage: Stage, ts: str) -> float | None:
    """Seconds from a message to the first call that shows something for it."""
    for seen in stage.sandbox.slack.requests:
        about = (seen.args.get("thread_ts"), seen.args.get("timestamp"))
        if seen.method in SIGNS and ts in about:
            return seen.at.timestamp() - float(ts)
    return None


def answers(stage: Stage, asked: Mention) -> int:
    """How many answers the bot has put into the thread."""
    person, place, ts = asked
    said = stage.sandbox.slack.messages_in(person, place, thread_ts=ts)
    return sum("Dig deeper" in text_of(one) for one in said if one.get("bot_id"))


async def mentioned(stage: Stage, count: int, *, paced: float) -> list[Mention]:
    """Mentions by different people in different channels."""
    places = {one.name: one.id for one in stage.sandbox.workspace.channels}
    asked: list[Mention] = []
    for number in range(count):
        person, channel = place_of(stage.sandbox.workspace, number)
        ts = await stage.sandbox.slack.say(person, places[channel], f"@dossier {ASKED}")
        asked.append((person, places[channel], ts))
        await asyncio.sleep(paced)
    return asked


async def signs(stage: Stage, asked: list[Mention]) -> Samples:
    """Waits until each mention has had a sign."""
    async with asyncio.timeout(120):
        while any(first_sign(stage, ts) is None for *_, ts in asked):  # noqa: ASYNC110 - looks at a log
            await asyncio.sleep(0.2)
    waits = [first_sign(stage, ts) for *_, ts in asked]
    return Samples(values=tuple(wait for wait in waits if wait is not None))


async def all_answered(stage: Stage, asked: list[Mention]) -> Counter[int]:
    """How many answers each mention got, once all have one or time is over."""
    end, waiting = asyncio.get_running_loop().time() + ANSWERED_SECONDS, asked
    while waiting and asyncio.get_running_loop().time() < end:
        await asyncio.sleep(1)
        waiting = [one for one in waiting if not answers(stage, one)]
    await asyncio.sleep(_SECOND_ANSWER_SECONDS)
    return Counter(answers(stage, one) for one in asked)


async def run() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(load(SHIPPED), Path(folder)) as stage:
            await stage.settled()
            one_by_one = await mentioned(stage, MENTIONS, paced=PACED_SECONDS)
            paced = await signs(stage, one_by_one)
            early = await all_answered(stage, one_by_one)
            burst = await mentioned(stage, MENTIONS, paced=0.0)
            at_once = await signs(stage, burst)
            began = asyncio.get_running_loop().time()
            late = await all_answered(stage, burst)
            took = asyncio.get_running_loop().time() - began
            unheard = stage.sandbox.slack.team.sockets.redelivered
    rows = [("one by one", paced, early), ("all at once", at_once, late)]
    print(
        table(
            ("mentions", "median s", "p95 s", "most s", "answers: threads"),
            *(
                (name, s.median, s.quantile(0.95), max(s.values), dict(a))
                for name, s, a in rows
            ),
        )
    )
    print(f"all of the burst answered {took:.0f} s after the last sign")
    print(f"acknowledged after more than three seconds: {unheard}")
    once = {1: MENTIONS}
    quick = paced.quantile(0.95) < 0.5 and not unheard
    return quick and early == once and late == once

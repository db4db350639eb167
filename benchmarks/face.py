"""Storms of events give one run a question; words of people reach the lead's next request.

The storm's runs are played; steering runs over the engine and a scripted model.
"""

import asyncio
import random
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.measuring import Samples, table
from benchmarks.rooms import PEOPLE, WORKSPACE, Place, ask, said_in, until
from domain.question import RunId
from sandbox.claude.reply import says
from sandbox.slack.wire import BOT_USER, Json
from store.replies import Reply
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.playing import FINISH, WAIT, Cast, dispatch, role_of, search, subtask
from tests.scenarios.playing import report as found
from tests.scenarios.test_leading import DRIVE, NOTION, SLACK, WEB
from tests.wire.bot_room import BotRoom, PlayedWork, face_in, open_database
from tests.wire.slack_room import slack_room

STORM = 100
STEERED = 50
_CHANCE = random.Random(4)


async def run() -> bool:
    """Prints both; True if both hold."""
    held = [await _steering(), await _storm()]
    return all(held)


async def _storm() -> bool:
    """Each event three times, in any order, over two connections: one run per question."""
    with tempfile.TemporaryDirectory() as folder:
        async with slack_room(WORKSPACE) as slack, open_database(Path(folder)) as database:
            work = PlayedWork(database=database, now=slack.team.clock.now)
            async with face_in(slack, database, work) as face:
                room = BotRoom(slack=slack, face=face, work=work, database=database)
                slack.deliver_twice = slack.shuffle = True
                bodies: list[Json] = []
                commit = face.listeners.commit
                places = await asyncio.gather(*(ask(room, at) for at in range(STORM)))
                for at, (channel, ts) in enumerate(places):
                    bodies.append(_mention(channel, ts, at))
                _CHANCE.shuffle(bodies)
                await asyncio.gather(*(commit(body) for body in bodies))
                await until(lambda: len(work.started) >= STORM)
                await until(lambda: all(said_in(room, place) for place in places))
                await asyncio.sleep(2)
                runs = len(work.started)
                answers = Counter(_answers(room, place) for place in places)
    print(
        table(
            ("what", "value"),
            ("questions", STORM),
            ("runs", runs),
            ("answered once", answers[1]),
        )
    )
    return runs == STORM and answers == {1: STORM}


def _answers(room: BotRoom, place: Place) -> int:
    """Beside a plan, where the machine is too busy to answer at once."""
    return sum("Prices went up" in said for said in said_in(room, place))


def _mention(channel: str, ts: str, at: int) -> Json:
    """The same words once more, under another event's id."""
    person = f"U{PEOPLE[at % len(PEOPLE)].handle.upper()}"
    event = {"type": "app_mention", "user": person, "channel": channel, "ts": ts}
    return {
        "type": "event_callback",
        "api_app_id": "A0DOSSIER",
        "team_id": "T0SANDBOX",
        "event_id": f"EvAgain{at}",
        "event": {**event, "text": f"<@{BOT_USER}> question {at}?"},
    }


async def _steering() -> bool:
    """A reply while the lead is at work stands in its next request, in every run.

    A reply after the lead's last request is for the face, which asks it further.
    """
    waits: list[float] = []
    late = 0
    with tempfile.TemporaryDirectory() as folder:
        async with laboratory(Path(folder), SLACK, DRIVE, NOTION, WEB, latency=0.15) as lab:
            lab.claude.script = _cast()
            while len(waits) < STEERED:
                steered = await _steered(lab, len(waits) + late)
                if steered is None:
                    late += 1
                else:
                    waits.append(steered)
    heard = [wait for wait in waits if wait >= 0]
    median = round(Samples(values=tuple(heard)).median, 2) if heard else 0.0
    print(
        table(
            ("what", "value"),
            ("runs", STEERED),
            ("heard in the lead's next request", len(heard)),
            ("seconds until that request, median", median),
            ("more runs, whose lead had finished", late),
        ),
        flush=True,
    )
    return len(heard) == STEERED


def _cast() -> Cast:
    looking = [says(search("slack", f"team price {turn}")) for turn in range(4)]
    return Cast(
        lead=[dispatch(subtask("s1", "prices inside", "slack")), WAIT, WAIT, FINISH],
        subagents={"s1": [*looking, found()]},
    )


async def _steered(lab: Laboratory, at: int) -> float | None:
    """Seconds from the words to the lead's request that has them; negative if it had not.

    None where the lead had finished before.
    """
    name, words = f"S{at}", f"and look at number {at}x{at}"
    asked = replace(question("what about prices?", run=name), thread=question("x").thread)
    lab.claude.requests.clear()
    await lab.desk.start(asked)
    await asyncio.sleep(_CHANCE.uniform(0.2, 1.6))
    loop = asyncio.get_running_loop()
    said_at = loop.time()
    reply = Reply(sequence=0, author="Dana", text=words)
    await lab.desk.hear(RunId(name), reply, key=f"{name}/words")
    written = loop.time()
    await lab.ended(name)
    leads = [seen for seen in lab.claude.requests if role_of(seen.body) == "lead"]
    after = [seen for seen in leads if seen.started > written]
    if not after:
        return None
    return after[0].started - said_at if words in str(after[0].body) else -1.0

"""Forty runs that have news without a pause, on a simulated clock, within Slack's limits."""

import asyncio
import itertools
import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.locales import Locales
from bot.pacing import Pace
from bot.progress import POLL_SECONDS, Progress
from bot.readers_now import ReadersNow
from bot.settling import Settling
from bot.slack_client import SlackClient
from bot.watching import Shown, Watching
from domain.answer import Answer
from domain.audience import PersonId, Readers
from domain.events import (
    AnswerReady,
    RunEvent,
    RunStarted,
    SubtaskStarted,
    Triaged,
    WasRead,
    What,
)
from domain.plan import Subtask, SubtaskId
from domain.question import (
    Asker,
    ChannelId,
    Effort,
    MessageTs,
    Question,
    Room,
    RoomKind,
    RunId,
    SourceKind,
)
from store.plan_messages import PlanMessage, PlanMessages
from tests.unit import simulated_time

AT_WORK = 40
SECONDS = 200
NEWS_SECONDS = 6.0
TO_SLACK_SECONDS = 0.2
LIMITS = {
    "chat.update": 50,
    "assistant.threads.setStatus": 600,
    "agents.sessions.setStatus": 50,
}
BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PART = Subtask(
    id=SubtaskId("s1"), title="prices", objective="prices", sources=(SourceKind.SLACK,)
)


def loop_time() -> float:
    return asyncio.get_running_loop().time()


class Slack(AsyncWebClient):
    """Takes everything and notes it; with `refused` it does not take that method."""

    def __init__(self, *, refused: str = "") -> None:
        super().__init__(base_url="http://127.0.0.1/api/")
        self.calls: dict[str, list[float]] = defaultdict(list)
        self.changes: dict[str, list[tuple[float, str]]] = defaultdict(list)
        self._refused = refused

    async def api_call(self, api_method: str, **given: object) -> AsyncSlackResponse:
        await asyncio.sleep(TO_SLACK_SECONDS)
        self.calls[api_method].append(loop_time())
        arguments = given["json"]
        assert isinstance(arguments, dict)
        if api_method == self._refused:
            refusal = _reply(self, {"ok": False, "error": "not_agent_app"})
            raise SlackApiError("", refusal)  # type: ignore[no-untyped-call]  # the SDK's has none
        seen = str(arguments.get("blocks") or arguments.get("status"))
        where = str(arguments.get("channel") or arguments.get("channel_id"))
        if api_method != "agents.sessions.setStatus":
            self.changes[where].append((loop_time(), seen))
        return _reply(self, {"ok": True, "ts": f"{loop_time():.6f}"})


def _reply(client: AsyncWebClient, data: dict[str, object]) -> AsyncSlackResponse:
    return AsyncSlackResponse(
        client=client,
        http_verb="POST",
        api_url="",
        req_args={},
        data=data,
        headers={},
        status_code=200,
    )


class Plans(PlanMessages):
    """Where the messages are is remembered by whoever watches."""

    def __init__(self) -> None:
        return

    async def trying(self, run: RunId) -> None:
        assert run

    async def posted(self, run: RunId, channel: ChannelId, ts: MessageTs) -> None:
        assert run
        assert channel
        assert ts

    async def finished(self, run: RunId) -> None:
        assert run


class Unsettled(Settling):
    """Nothing waits for a person here."""

    def __init__(self, slack: SlackClient) -> None:
        self.slack = slack


@dataclass(kw_only=True, eq=False)
class Played(Watching):
    """Runs that read a page every few seconds; when one ends, another begins."""

    plans: PlanMessages = field(default_factory=Plans)
    shown: dict[RunId, Shown] = field(default_factory=dict)
    spans: dict[RunId, list[float]] = field(default_factory=dict)
    names: Iterator[int] = field(default_factory=itertools.count)
    chance: random.Random = field(default_factory=lambda: random.Random(4))

    def now(self) -> datetime:
        return BEGAN + timedelta(seconds=loop_time())

    def all(self) -> list[Shown]:
        return list(self.shown.values())

    def forget(self, shown: Shown) -> None:
        self.shown.pop(shown.run, None)
        self.spans[shown.run].append(loop_time())

    async def play(self) -> None:
        """One place after another run, for ever."""
        left = self.chance.uniform(10, 150)
        while True:
            await self._one(left)
            left = self.chance.uniform(100, 200)

    async def _one(self, seconds: float) -> None:
        shown = _watched(f"r{next(self.names)}", self.now())
        self.shown[shown.run] = shown
        self.spans[shown.run] = [loop_time()]
        self._note(shown, RunStarted())
        self._note(shown, Triaged(effort=Effort.COMPARE, topic="prices", language="en"))
        self._note(shown, SubtaskStarted(subtask=PART))
        for page in range(int(seconds / NEWS_SECONDS)):
            await asyncio.sleep(NEWS_SECONDS)
            read = WasRead(
                subtask=PART.id, source=SourceKind.SLACK, ref=f"slack:{page}", passages=1
            )
            self._note(shown, read)
        self._note(shown, AnswerReady(answer=Answer(blocks=())))

    def _note(self, shown: Shown, what: What) -> None:
        key = str(len(shown.events))
        shown.events[key] = RunEvent(run=shown.run, key=key, at=self.now(), what=what)


def _watched(name: str, asked_at: datetime) -> Shown:
    """Each in a channel of its own."""
    run, channel = RunId(name), ChannelId(f"C{name}")
    asker = Asker(id=PersonId("UDANA"), name="Dana")
    room = Room(channel=channel, kind=RoomKind.PUBLIC, readers=Readers(all_members=True))
    question = Question(
        run=run,
        text="what changed about our prices?",
        asker=asker,
        room=room,
        asked_at=asked_at,
        thread=MessageTs("1.0"),
        message=MessageTs("1.0"),
    )
    message = PlanMessage(
        run=run, channel=channel, ts=MessageTs(""), tries=0, part=1, is_final=False
    )
    return Shown(question=question, message=message, stirred=loop_time())


class _Nowhere:
    async def room(self, channel: ChannelId) -> Room:
        raise AssertionError(f"nobody needs to know who reads {channel}")


async def _watch_forty(slack: Slack) -> Played:
    played = Played()
    progress = Progress(
        client := SlackClient(slack, Pace()),
        played,
        readers=ReadersNow(_Nowhere()),
        settling=Unsettled(client),
        locales=Locales(),
    )
    places = [asyncio.create_task(played.play()) for _ in range(AT_WORK)]
    until = loop_time() + SECONDS
    while loop_time() < until:
        await progress.show()
        await asyncio.sleep(POLL_SECONDS)
    for place in places:
        place.cancel()
    return played


def _longest_silence(slack: Slack, played: Played) -> float:
    return max(_silence(slack, played, run) for run in played.spans)


def _silence(slack: Slack, played: Played, run: RunId) -> float:
    """The longest time in which nothing changed that people see, from question to end."""
    began, *ended = played.spans[run]
    changes = itertools.groupby(slack.changes[f"C{run}"], key=itemgetter(1))
    changed = [next(same)[0] for _, same in changes]
    times = sorted([began, *changed, *(ended or [loop_end(slack)])])
    return max(b - a for a, b in itertools.pairwise(times))


def loop_end(slack: Slack) -> float:
    return max(max(times) for times in slack.calls.values())


def _busiest_minute(times: list[float]) -> int:
    return max(bisect_left(times, at + 60) - first for first, at in enumerate(times))


@pytest.fixture(scope="module")
def forty() -> tuple[Slack, Played]:
    slack = Slack()
    return slack, simulated_time.run(_watch_forty(slack))


def test_no_run_is_silent_for_fifty_seconds(forty: tuple[Slack, Played]) -> None:
    """Something that people see changes, in the message or in the line under the thread."""
    slack, played = forty

    assert len(played.spans) > AT_WORK + 20
    assert _longest_silence(slack, played) <= 50


def test_no_method_is_called_more_often_than_slack_allows(
    forty: tuple[Slack, Played],
) -> None:
    """In no minute whatever."""
    slack, _ = forty
    busiest = {method: _busiest_minute(sorted(slack.calls[method])) for method in LIMITS}

    assert {method: most for method, most in busiest.items() if most > LIMITS[method]} == {}


def test_every_run_that_ended_shows_its_end_soon(forty: tuple[Slack, Played]) -> None:
    """Ends go before plans whose thread has just changed."""
    slack, played = forty
    lasts = Counter(
        "Done in" in slack.changes[f"C{run}"][-1][1] or slack.changes[f"C{run}"][-1][1] == ""
        for run, span in played.spans.items()
        if len(span) > 1
    )
    waiting = [one for one in played.all() if one.view(BEGAN).state.is_final]

    assert lasts.keys() == {True}
    assert len(waiting) <= 5


@pytest.mark.slow
def test_edits_alone_would_not_keep_forty_runs_under_a_minute() -> None:
    """What the line is for: where Slack takes none, ends and news share too few edits."""
    slack = Slack(refused="assistant.threads.setStatus")
    played = simulated_time.run(_watch_forty(slack))

    assert 60 < _longest_silence(slack, played) < 75

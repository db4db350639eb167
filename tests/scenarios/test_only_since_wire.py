"""A day that somebody names in the thread, in the whole product, at its sources' wires."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from domain.answer import GapKind
from evals.cases import shipped
from evals.stage import Stage, open_stage
from tests.scenarios.deaf import Deaf
from tests.scenarios.playing import subtask

OCTOBER = datetime(2026, 9, 30, 23, tzinfo=UTC)  # its first midnight in London, Dana's zone
FIRST = tuple(subtask(name, f"prices in {name}", name) for name in ("slack", "drive"))


def slack_searches(stage: Stage) -> list[object]:
    """The limit of each search, or None."""
    seen = stage.sandbox.slack.requests
    return [one.args.get("after") for one in seen if one.method == "assistant.search.context"]


def drive_searches(stage: Stage) -> list[str]:
    seen = stage.sandbox.drive.requests
    return [one.query["q"] for one in seen if "fullText" in one.query.get("q", "")]


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not happened():  # noqa: ASYNC110 - waits for another server
            await asyncio.sleep(0.02)


async def test_from_the_day_on_that_somebody_names_every_search_is_told_it(
    tmp_path: Path,
) -> None:
    """Models that go on as they began; Slack and Drive are asked for nothing older."""
    models = Deaf(first=FIRST)
    async with open_stage(shipped().workspace, tmp_path) as stage:
        stage.sandbox.claude.script = models.script()
        stage.sandbox.claude.latency_seconds = 0.2
        slack = stage.sandbox.slack
        ts = await slack.say("dana", "CPRICING", "@dossier who decided the prices, and why?")
        await until(lambda: slack_searches(stage) and drive_searches(stage))
        await slack.say("dana", "CPRICING", "only since October", thread_ts=ts)
        await until(
            lambda: any(a.args.get("name") == "white_check_mark" for a in slack.requests)
        )
        await asyncio.sleep(0.5)
        before = len(slack_searches(stage)), len(drive_searches(stage))
        models.spoken = True
        question = await stage.ended("CPRICING", ts)
        answer = (await stage.told("dana", question)).answer
        after = slack_searches(stage)[before[0] :], drive_searches(stage)[before[1] :]

        assert slack_searches(stage)[0] is None
        assert set(after[0]) == {int(OCTOBER.timestamp())}
        assert after[1]
        assert all("modifiedTime >= '2026-09-30T23:00:00" in query for query in after[1])
        assert answer
        assert GapKind.OLDER in [gap.kind for gap in answer.gaps]

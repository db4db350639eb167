"""The whole product: an answer that a guest must not read, and what it costs to find out."""

from collections import Counter
from pathlib import Path

from bot.rendering.taken_back import BY_LANGUAGE
from evals.cases import shipped
from evals.stage import Stage, Told, open_stage
from sandbox.slack.wire import Json
from tests.wire.slack_room import until

QUESTION = "what changed about our pricing this quarter, and who decided it?"
ROOM = "CPRICING"
LOOK_UPS = ("conversations.info", "conversations.members", "users.info", "users.list")


def thread(stage: Stage, told: Told, person: str) -> list[Json]:
    ts = told.question.thread
    return stage.sandbox.slack.messages_in(person, ROOM, thread_ts=ts)


def look_ups(stage: Stage) -> Counter[str]:
    """Calls that ask who may read something, by source; what an answer costs besides."""
    sandbox = stage.sandbox
    slack = [one.method for one in sandbox.slack.requests if one.method in LOOK_UPS]
    drive = ["drive permissions" for one in sandbox.drive.requests if "permissions" in one.path]
    notion = ["notion pages" for one in sandbox.notion.requests if "/v1/pages/" in one.path]
    return Counter([*slack, *drive, *notion])


async def test_a_guest_who_joins_finds_only_the_sentence(tmp_path: Path) -> None:
    """Real sources, real readers: what members may read is taken back for a guest."""
    async with open_stage(shipped().workspace, tmp_path) as stage:
        await stage.settled()
        told = await stage.ask("dana", "pricing", QUESTION)
        shown = [one for one in thread(stage, told, "dana") if one["user"] == "UDOSSIER"]
        read = {passage.origin.ref for passage in told.passages}
        before = look_ups(stage)
        await stage.sandbox.slack.invite("dana", ROOM, "gwen")
        gone = BY_LANGUAGE["en"].in_place
        await until(
            lambda: all(
                gone in repr(one)
                for one in thread(stage, told, "gwen")
                if one["user"] == "UDOSSIER"
            ),
            seconds=60,
        )
        cost = look_ups(stage) - before

        assert shown
        assert told.answer is not None
        assert told.answer.sources
        assert sum(cost.values()) <= 6 + 2 * len(read)

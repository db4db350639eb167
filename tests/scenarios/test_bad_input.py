"""What people and operators get wrong, and what they are told."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from agents.model import ModelPatience
from domain.events import FailureKind, RunState
from domain.post import FailurePost, SentencePost
from domain.question import RunId
from evals.stage import Stage, open_stage
from sandbox.claude.reply import Reply
from sandbox.faults import Fault
from sandbox.launch import open_sandbox
from sandbox.thread_text import text_of
from sandbox.workspace.loading import load
from tests.scenarios import scripts
from tests.scenarios.laboratory import EMPTY, laboratory, question
from tests.scenarios.shelf import Book
from tests.wire.slack_room import until

SHIPPED = Path("sandbox/workspace/kelvane")
JAPANESE = "日本では医薬品の温度記録を何年間保存する必要がありますか。当社のSiteプランは対応していますか。"  # noqa: E501 - its letters are wide
LONG = "Please mind what follows. " * 1_600 + "When and where is the offsite?"
SLACK = (Book(key="C1:1", title="#pricing", text="Team costs 20 euros."),)


async def said_in_thread(stage: Stage, text: str, *, seconds: float = 10) -> str:
    """Everything that the bot answers to a message of Dana's in #pricing."""
    slack = stage.sandbox.slack
    ts = await slack.say("dana", "CPRICING", text)
    async with asyncio.timeout(seconds):
        while True:
            said = slack.messages_in("dana", "CPRICING", thread_ts=ts)
            own = [text_of(one) for one in said if one.get("bot_id")]
            if own:
                return "\n".join(own)
            await asyncio.sleep(0.05)


@pytest.mark.slow
async def test_odd_questions_are_answered_or_told_how_to_ask(tmp_path: Path) -> None:
    """Nothing, emoji alone, forty thousand characters, Japanese, and one that is deleted."""
    async with open_stage(load(SHIPPED), tmp_path) as stage:
        empty = await said_in_thread(stage, "@dossier")
        emoji = await said_in_thread(stage, "@dossier :wave: 🎉")
        long = await stage.ask("dana", "pricing", LONG)
        japanese = await stage.ask("hana", "japan", JAPANESE)
        deleted = await deleted_while_it_runs(stage)

        assert "Ask me a question" in empty
        assert "Ask me a question" in emoji
        assert len(LONG) > 40_000
        assert "I read its first 8,000 and its last 2,000" in long.text
        assert long.answer is not None
        assert japanese.answer is not None
        assert japanese.answer.language == "ja"
        assert "zenteikyo.example" in japanese.text
        assert "deleted" in deleted


async def deleted_while_it_runs(stage: Stage) -> str:
    """What stands under a question that is deleted in the middle, once it says so."""
    slack = stage.sandbox.slack

    def said() -> str:
        thread = slack.messages_in("dana", "CPRICING", thread_ts=ts)
        return "\n".join(text_of(one) for one in thread if one["ts"] != ts)

    stage.sandbox.claude.latency_seconds = 1.0
    ts = await slack.say("dana", "CPRICING", "@dossier compare everything about our prices")
    await until(said)
    await slack.delete("dana", "CPRICING", ts)
    await stage.ended("CPRICING", ts)
    await until(lambda: "deleted" in said())
    stage.sandbox.claude.latency_seconds = 0.0
    return said()


async def test_an_unreachable_model_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    """The run ends with a failure that names the model; taken up again, it is answered."""
    async with laboratory(tmp_path, SLACK, patience=ModelPatience(give_up=0.2)) as lab:
        lab.claude.script = scripts.by_role({"triage": scripts.triaged("quick")})
        lab.faults.add("model", Fault(kind="down"))
        await lab.desk.start(question("what does Team cost?"))
        failed = await lab.ended()
        (pending,) = await lab.resources.outbox.due(lab.resources.now())
        lab.faults.clear()
        assert await lab.desk.go_on(RunId("R1"))
        answered = await lab.ended()

        assert failed is RunState.FAILED
        assert isinstance(pending.post.content, FailurePost)
        assert pending.post.content.failure is FailureKind.MODEL_DOWN
        assert answered is RunState.DELIVERED


async def test_a_model_that_is_silent_is_said_once_while_it_is_asked_again(
    tmp_path: Path,
) -> None:
    """Silence is what people complain of; the answer still comes."""
    impatient = ModelPatience(tell=0.5, give_up=60)
    async with laboratory(tmp_path, SLACK, patience=impatient) as lab:
        lab.claude.script = scripts.by_role({"triage": scripts.triaged("quick")})
        lab.faults.add("model", Fault(kind="down"))
        await lab.desk.start(question("what does Team cost?"))
        said: list[str] = []
        async with asyncio.timeout(20):
            while not said:
                due = await lab.resources.outbox.due(lab.resources.now())
                contents = [one.post.content for one in due]
                said = [one.sentence for one in contents if isinstance(one, SentencePost)]
                await asyncio.sleep(0.1)
        lab.faults.clear()
        answered = await lab.ended()

        assert len(said) == 1
        assert said[0].endswith("will post here; nothing is lost. Run R1.")
        assert answered is RunState.DELIVERED


async def test_garbage_from_the_model_still_ends_in_words(tmp_path: Path) -> None:
    """A triage that is no JSON is read as a broad question, a report without sense as none."""

    def nonsense(_request: scripts.Json, _turn: int) -> Reply:
        return Reply(content=({"type": "text", "text": "{{{ I would rather not"},))

    async with laboratory(tmp_path, SLACK) as lab:
        lab.claude.script = scripts.by_role({"triage": nonsense, "subagent": nonsense})
        await lab.desk.start(question("what does Team cost?"))

        assert await lab.ended() is RunState.DELIVERED


async def started_with(environment: Mapping[str, str]) -> tuple[int, str]:
    """How `dossier run` ends in this environment, and what it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=dict(environment),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(30):
            said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode or 0, said.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-wrong"),
        ("SLACK_APP_TOKEN", "xapp-wrong"),
        ("DOSSIER_SECRET_KEY", "too short"),
        ("ANTHROPIC_API_KEY", ""),
    ],
)
async def test_a_wrong_setting_is_refused_at_start_by_its_name(
    tmp_path: Path, name: str, value: str
) -> None:
    """One sentence with the variable and what to do, no traceback."""
    async with open_sandbox(EMPTY) as sandbox:
        environment = {**sandbox.bot_environment(str(tmp_path)), name: value}
        code, said = await started_with(environment)

        assert code != 0
        assert name in said
        assert "Traceback" not in said

"""`dossier halt` ends what is at work and starts nothing, until `dossier resume`."""

import argparse
import asyncio
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import operator_commands
from domain.question import ChannelId, MessageTs
from evals.stage import Stage, open_stage, settings_for
from policy.spending import HALTED
from sandbox.launch import Sandbox
from sandbox.thread_text import text_of
from store.runs import Runs
from tests.scenarios.hostile import QUESTION, hostile_workspace

OWN = {"NOTION_TOKEN": "", "DOSSIER_SECRET_KEY": Fernet.generate_key().decode()}


def parsed(*words: str) -> argparse.Namespace:
    """What an operator types in another terminal."""
    parser = argparse.ArgumentParser()
    operator_commands.add_to(parser.add_subparsers(dest="command"))
    return parser.parse_args(words)


async def command(stage: Stage, folder: Path, *words: str) -> list[str]:
    settings, lines = settings_for(stage.sandbox, folder, OWN), list[str]()
    assert await operator_commands.perform(parsed(*words), settings, lines.append)
    return lines


async def thread(stage: Stage, ts: str, *, containing: str) -> str:
    """The thread's text once it has these words."""
    async with asyncio.timeout(20):
        for pause in iter(lambda: 0.1, None):
            said = stage.sandbox.slack.messages_in("dana", "CPRICING", thread_ts=ts)
            text = "\n".join(text_of(one) for one in said[1:])
            if containing in text:
                return text
            await asyncio.sleep(pause)
    raise AssertionError


async def at_work(stage: Stage, ts: str) -> None:
    """Until the model was asked: a run halted before that is refused, not stopped."""
    runs, place = Runs(stage.database), ChannelId("CPRICING")
    async with asyncio.timeout(20):
        for pause in iter(lambda: 0.1, None):
            if await runs.by_message(place, MessageTs(ts)) and stage.sandbox.claude.requests:
                return
            await asyncio.sleep(pause)


@pytest.mark.slow
async def test_a_halt_stops_everything_and_a_resume_ends_it(tmp_path: Path) -> None:
    """Runs at work end within two seconds or so; questions get a sentence; then all is well."""

    def slow(sandbox: Sandbox) -> None:
        sandbox.slack.enforce_limits = False
        sandbox.claude.latency_seconds = 2.0

    async with open_stage(hostile_workspace(), tmp_path, own=OWN, before=slow) as stage:
        slack = stage.sandbox.slack
        first = await slack.say("dana", "CPRICING", f"@dossier {QUESTION}")
        await at_work(stage, first)
        await command(stage, tmp_path, "halt", "--by", "Ada")
        stopped = await thread(stage, first, containing="Stopped by an admin")
        calls = len(stage.sandbox.claude.requests)
        second = await slack.say("dana", "CPRICING", "@dossier and now?")
        refused = await thread(stage, second, containing="paused")
        while_halted = len(stage.sandbox.claude.requests) - calls
        await command(stage, tmp_path, "resume")
        stage.sandbox.claude.latency_seconds = 0.0
        told = await stage.ask("dana", "pricing", QUESTION)

    assert stopped
    assert HALTED in refused
    assert while_halted == 0
    assert told.answer is not None


@pytest.mark.slow
async def test_the_operator_sees_what_happened_and_can_forget_it(tmp_path: Path) -> None:
    """Export, verify, forget; and the log still verifies."""
    async with open_stage(hostile_workspace(), tmp_path, own=OWN) as stage:
        told = await stage.ask("dana", "pricing", QUESTION)
        exported = await command(stage, tmp_path, "audit", "export")
        forgotten = await command(stage, tmp_path, "forget", "person", "UDANA")
        verified = await command(stage, tmp_path, "audit", "verify")
        left = await Runs(stage.database).get(told.question.run)

    assert any('"what": "posted"' in line for line in exported)
    assert any('"what": "asked"' in line and "UDANA" in line for line in exported)
    assert "1 runs" in forgotten[0]
    assert "all as they were written" in verified[0]
    assert left is None

"""What fails is named, and the rest answers; `make bench B=outages` takes every way to fail."""

import asyncio
import re
from pathlib import Path

import pytest

from evals.stage import open_stage
from sandbox.faults import Fault
from sandbox.launch import Sandbox
from sandbox.workspace.loading import load

SHIPPED = Path("sandbox/workspace/kelvane")
ASKED = "when and where is the offsite?"


@pytest.mark.slow
async def test_a_source_that_is_down_is_named_and_the_others_answer(tmp_path: Path) -> None:
    """Down before the question, and garbled in the middle of the next one."""

    def drive_down(sandbox: Sandbox) -> None:
        sandbox.faults.add("drive", Fault(kind="down"))

    async with open_stage(load(SHIPPED), tmp_path, before=drive_down) as stage:
        first = await stage.ask("nikhil", "general", ASKED)
        stage.sandbox.faults.clear()
        stage.sandbox.faults.add("slack", Fault(kind="garbage", path="assistant.search"))
        stage.sandbox.faults.add("slack", Fault(kind="garbage", path="conversations.replies"))
        second = await stage.ask("nikhil", "general", ASKED)
        stage.sandbox.faults.clear()

        assert "Drive did not answer" in first.text
        assert first.answer is not None
        assert first.answer.claims
        assert second.answer is not None
        assert second.answer.claims


@pytest.mark.slow
async def test_a_silent_notion_is_named_with_the_age_of_its_copy(tmp_path: Path) -> None:
    """The copy is searched, and what it has is opened in Notion itself or not cited."""
    async with open_stage(load(SHIPPED), tmp_path) as stage:
        await stage.settled()
        await stage.ask("nikhil", "general", ASKED)
        stage.sandbox.faults.add("notion", Fault(kind="garbage"))
        told = await stage.ask("nikhil", "general", ASKED)
        stage.sandbox.faults.clear()

        assert re.search(r"Notion did not answer.*; I searched my copy of \d\d:\d\d", told.text)
        assert told.answer is not None
        assert told.answer.claims


@pytest.mark.slow
async def test_a_model_that_is_often_too_busy_delays_answers_and_loses_none(
    tmp_path: Path,
) -> None:
    """529 to three of ten calls, five questions at once."""
    async with open_stage(load(SHIPPED), tmp_path) as stage:
        stage.sandbox.faults.add("model", Fault(kind="overloaded", share=0.3))
        asked = [stage.ask("nikhil", "general", ASKED) for _ in range(5)]
        told = await asyncio.gather(*asked)
        stage.sandbox.faults.clear()

        assert all(one.answer and one.answer.claims for one in told)

"""`dossier doctor` against a sandbox that is well or ill."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from bot.doctor import examine
from bot.scopes import SCOPES
from evals.stage import settings_for
from sandbox.launch import Sandbox, open_sandbox
from sandbox.workspace.loading import load

ROOT = Path(__file__).parents[2]
WORKSPACE = load(ROOT / "sandbox" / "workspace" / "kelvane")


async def examined(sandbox: Sandbox, data: Path, **own: str) -> tuple[bool, list[str]]:
    """In this process, with settings of its own."""
    lines: list[str] = []
    return await examine(settings_for(sandbox, data, own), lines.append), lines


async def run_as_a_program(environment: Mapping[str, str]) -> tuple[int, list[str]]:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "doctor"),
        env={"PATH": os.defpath, **environment},
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await child.communicate()
    return child.returncode or 0, said.decode().splitlines()


async def test_a_working_set_up_is_confirmed_line_by_line(tmp_path: Path) -> None:
    """Every token, scope and source has its own mark."""
    async with open_sandbox(WORKSPACE) as sandbox:
        works, lines = await examined(sandbox, tmp_path)

        assert works
        said = "\n".join(lines)
        for thing in ("Database", "Model", "Slack scopes", "Socket Mode", "Google Drive"):
            assert f"✓ {thing}" in said


async def test_each_wrong_thing_is_named_with_its_remedy(tmp_path: Path) -> None:
    """A key that is refused, a token that is wrong, a source that is not connected."""
    async with open_sandbox(WORKSPACE) as sandbox:
        wrong = {"ANTHROPIC_API_KEY": "sk-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}
        works, lines = await examined(sandbox, tmp_path, **wrong, NOTION_TOKEN="")

        assert not works
        assert any(line.startswith("✗ Model") and "ANTHROPIC_API_KEY" in line for line in lines)
        assert any(line.startswith("✗ Socket Mode") for line in lines)
        assert any(line.startswith("✗ Notion · not connected") for line in lines)


async def test_missing_tokens_are_listed_before_anything_is_tried(tmp_path: Path) -> None:
    """A first start without any setting says what to set."""
    code, lines = await run_as_a_program({"DOSSIER_DATA": str(tmp_path)})

    assert code == 1
    assert len([line for line in lines if "is not set" in line]) == 4


def test_the_manifest_asks_for_exactly_the_scopes_that_are_used() -> None:
    """What the doctor checks and what an administrator grants are the same list."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES.keys()

"""`dossier doctor`, run as a person runs it, against a sandbox that is well or ill."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from bot.scopes import SCOPES
from sandbox.launch import open_sandbox
from sandbox.workspace.loading import load

ROOT = Path(__file__).parents[2]
WORKSPACE = load(ROOT / "sandbox" / "workspace" / "kelvane")


async def examined(environment: Mapping[str, str]) -> tuple[int, list[str]]:
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
        code, lines = await examined(sandbox.bot_environment(str(tmp_path)))

        assert code == 0
        said = "\n".join(lines)
        for thing in ("Database", "Model", "Slack scopes", "Socket Mode", "Google Drive"):
            assert f"✓ {thing}" in said


async def test_each_wrong_thing_is_named_with_its_remedy(tmp_path: Path) -> None:
    """A key that is refused, a token that is wrong, a source that is not connected."""
    async with open_sandbox(WORKSPACE) as sandbox:
        environment = {
            **sandbox.bot_environment(str(tmp_path)),
            "ANTHROPIC_API_KEY": "sk-wrong",
            "SLACK_APP_TOKEN": "xapp-wrong",
            "NOTION_TOKEN": "",
        }
        code, lines = await examined(environment)

        assert code == 1
        assert any(line.startswith("✗ Model") and "ANTHROPIC_API_KEY" in line for line in lines)
        assert any(line.startswith("✗ Socket Mode") for line in lines)
        assert any(line.startswith("✗ Notion · not connected") for line in lines)


async def test_missing_tokens_are_listed_before_anything_is_tried(tmp_path: Path) -> None:
    """A first start without any setting says what to set."""
    code, lines = await examined({"DOSSIER_DATA": str(tmp_path)})

    assert code == 1
    assert len([line for line in lines if "is not set" in line]) == 4


def test_the_manifest_asks_for_exactly_the_scopes_that_are_used() -> None:
    """What the doctor checks and what an administrator grants are the same list."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES.keys()

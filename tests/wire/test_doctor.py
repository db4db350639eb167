"""`dossier doctor` against a sandbox that is well or ill."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web

from bot.browser_door import HEALTH
from bot.doctor import examine
from bot.doctor_rules import money_lines
from bot.drive_source import SIGNED_IN
from bot.scopes import SCOPES
from bot.settings import Settings
from evals.stage import settings_for
from sandbox.launch import Sandbox, open_sandbox
from sandbox.wire import serving
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


def test_a_limit_that_lets_no_question_through_is_named(tmp_path: Path) -> None:
    """An administrator who sets twenty cents a month learns it before anybody asks."""
    own = {"DOSSIER_CHANNEL_MONTH_USD": 0.2, "DOSSIER_THREAD_DAY_USD": 0.5}
    fields: Any = {"_env_file": None, **{name.lower(): usd for name, usd in own.items()}}
    lines = list(money_lines(Settings(dossier_data=tmp_path, **fields)))

    (said,) = [line for line in lines if line.startswith("✗")]
    assert said == (
        "✗ Budgets · $0.20 lets no question through, as one needs at least $0.50: raise "
        "DOSSIER_CHANNEL_MONTH_USD"
    )


async def test_missing_tokens_are_listed_before_anything_is_tried(tmp_path: Path) -> None:
    """A first start without any setting says what to set."""
    code, lines = await run_as_a_program({"DOSSIER_DATA": str(tmp_path)})

    assert code == 1
    assert len([line for line in lines if "is not set" in line]) == 4


def test_the_manifest_asks_for_exactly_the_scopes_that_are_used() -> None:
    """What the doctor checks and what an administrator grants are the same list."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES.keys()


async def test_the_operator_learns_what_the_map_of_readers_leaves_out(tmp_path: Path) -> None:
    """By title, so that it can be completed; and entries that do nothing."""
    async with open_sandbox(WORKSPACE) as sandbox:
        whole = json.loads(sandbox.bot_environment("")["NOTION_READERS"])
        readers = {**whole, "Nowhere": ["everyone", "#nobody-is-here"]}
        _, lines = await examined(sandbox, tmp_path, NOTION_READERS=json.dumps(readers))

    said = [line for line in lines if "Notion's map" in line]
    assert said[0].startswith("✓ Notion's map · covers ")
    assert any("“Tomás: scratchpad”: nobody may read it" in line for line in said)
    assert any("“nowhere” names no page" in line for line in said)
    assert any("#nobody-is-here stands for nobody" in line for line in said)


@pytest.mark.slow
async def test_signing_in_is_confirmed_step_by_step(tmp_path: Path) -> None:
    """Google knows the client, and the address that browsers come back to leads to us."""
    async with open_sandbox(WORKSPACE) as sandbox:
        own = sandbox.sign_in_environment()
        _, silent = await examined(sandbox, tmp_path, **own)
        door = web.Application()
        door.router.add_get(HEALTH, _well)
        async with serving(door) as address:
            _, well = await examined(
                sandbox, tmp_path, **{**own, "DOSSIER_PUBLIC_URL": address}
            )
        wrong = {**own, "GOOGLE_OAUTH_CLIENT_SECRET": "wrong"}
        _, unknown = await examined(sandbox, tmp_path, **wrong)

    assert "✓ Google Drive · people connect their own" in silent
    assert "✓ Drive sign-in · 0 people have connected" in silent
    assert any(line.startswith("✗ Drive sign-in") and HEALTH in line for line in silent)
    assert f"✓ Drive sign-in · browsers come back to {address}{SIGNED_IN}" in well
    assert any(
        "✗ Google Drive" in line and "GOOGLE_OAUTH_CLIENT_ID" in line for line in unknown
    )


async def test_delegation_wins_over_signing_in_and_the_doctor_says_so(tmp_path: Path) -> None:
    """With both configured, nobody is asked to sign in."""
    async with open_sandbox(WORKSPACE) as sandbox:
        both = dict(sandbox.sign_in_environment())
        del both["GOOGLE_SERVICE_ACCOUNT"]
        _, lines = await examined(sandbox, tmp_path, **both)

    assert "✓ Google Drive · delegation works" in lines
    assert any("delegation wins" in line for line in lines)


async def test_over_http_the_signing_secret_is_needed_and_no_app_token(tmp_path: Path) -> None:
    """It is one way in or the other."""
    own = {"SLACK_APP_TOKEN": "", "SLACK_HTTP_PORT": "3000"}
    async with open_sandbox(WORKSPACE) as sandbox:
        _, lacking = await examined(sandbox, tmp_path, **own)
        _, lines = await examined(sandbox, tmp_path, **own, SLACK_SIGNING_SECRET="secret")  # noqa: S106 - a sandbox's

    assert any("SLACK_SIGNING_SECRET is not set" in line for line in lacking)
    assert not [line for line in lines if "Socket Mode" in line or "is not set" in line]
    assert "✓ HTTP · port 3000 takes what Slack signed, at /slack/events" in lines


CORRECT = "correct it in DOSSIER_RULES"
RULES = """
admins = ["dana@kelvane.example", "nobody@kelvane.example"]
sources = ["slack", "drive", "web"]

[channels.pricing]
web = false

[channels.bord]
ask = false
"""


async def test_what_an_administrator_decided_is_read_back(tmp_path: Path) -> None:
    """A rule for a channel that is misspelt would hold nowhere and look as if it did."""
    async with open_sandbox(WORKSPACE) as sandbox:
        own = {"DOSSIER_RULES": RULES, "DOSSIER_SHOW_COST": "false"}
        _, lines = await examined(sandbox, tmp_path, **own)

    assert [line for line in lines if "Rules" in line] == [
        "✓ Rules · every member may ask, guests may not; read is Slack, Drive, the web",
        "✓ Rules · #pricing: read is Slack, Drive, Notion",
        "✓ Rules · #bord: nobody may ask",
        f"✗ Rules · nobody@kelvane.example among admins is nobody in this Slack: {CORRECT}",
        "✗ Rules · #bord is no channel that I am in, so its rules hold nowhere: invite me, or "
        + CORRECT,
    ]
    assert any("a run $4, asked first above" in line for line in lines)
    assert any("cost not shown in threads" in line for line in lines)


async def _well(_: web.Request) -> web.Response:
    return web.Response(text="ok")

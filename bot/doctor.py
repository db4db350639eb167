"""`dossier doctor`: one line per thing, and after each ✗ what mends it."""

from collections.abc import Callable, Iterator

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.doctor_rules import money_lines, rules_lines
from bot.doctor_sources import drive_lines, notion_lines, try_delegation
from bot.http_listening import PATH
from bot.rendering.health_words import ENGLISH
from bot.rendering.source_line import found_said
from bot.scopes import SCOPES
from bot.settings import Settings
from bot.slack_client import slack_sdk_client
from bot.wiring import Dossier, open_dossier
from connectors.source import Health
from domain.errors import Misconfigured, ModelBusy, ModelRejected, SourceError
from domain.question import SourceKind

Print = Callable[[str], None]
_NAMES = {
    SourceKind.SLACK: "Slack",
    SourceKind.DRIVE: "Google Drive",
    SourceKind.NOTION: "Notion",
    SourceKind.WEB: "Web search",
}
_UNCONNECTED = {
    SourceKind.DRIVE: (
        "set GOOGLE_SERVICE_ACCOUNT or GOOGLE_OAUTH_CLIENT_ID, and GOOGLE_DOMAINS "
        "(docs/running.md)"
    ),
    SourceKind.NOTION: "set NOTION_TOKEN and NOTION_READERS (docs/running.md)",
    SourceKind.WEB: "set SEARXNG_URL or TAVILY_API_KEY (docs/running.md)",
}
_REQUIRED = {
    "SLACK_BOT_TOKEN": "install the app in your workspace and copy its bot token",
    "SLACK_APP_TOKEN": "make an app-level token with connections:write",
    "SLACK_SIGNING_SECRET": "copy the app's signing secret from Basic Information",
    "ANTHROPIC_API_KEY": "make a key in the Anthropic console",
    "DOSSIER_SECRET_KEY": "make one with `dossier key`",
}
_WAYS_IN = ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")


async def examine(settings: Settings, show: Print) -> bool:
    """Check everything that a run needs; True if a question could be answered now."""
    by_http = settings.slack_http_port is not None
    way_in = "SLACK_SIGNING_SECRET" if by_http else "SLACK_APP_TOKEN"
    needed = [name for name in _REQUIRED if name == way_in or name not in _WAYS_IN]
    missing = [
        name for name in needed if not getattr(settings, name.lower()).get_secret_value()
    ]
    for name in missing:
        show(f"✗ {name} is not set: {_REQUIRED[name]}")
    if missing:
        return False
    try:
        async with open_dossier(settings) as dossier:
            return await _examine(dossier, show)
    except Misconfigured as wrong:
        show(f"✗ {wrong.name}: {wrong.remedy}")
        return False


async def _examine(dossier: Dossier, show: Print) -> bool:
    show(f"✓ Database · {dossier.settings.database_file}")
    for line in _at_rest(dossier.settings):
        show(line)
    model = await _model(dossier, show)
    await _scopes(dossier, show)
    await _way_in(dossier.settings, show)
    await try_delegation(dossier.sources)
    health = {one.source: one for one in await dossier.sources.health()}
    for kind in SourceKind:
        for line in _lines(kind, health.get(kind)):
            show(line)
    async for line in drive_lines(dossier.settings, dossier.sources):
        show(line)
    async for line in notion_lines(dossier.sources):
        show(line)
    rules = await rules_lines(dossier.settings.dossier_rules, dossier.sources)
    for line in (*money_lines(dossier.settings), *rules):
        show(line)
    return model and any(one.works for one in health.values())


def _at_rest(settings: Settings) -> Iterator[str]:
    """A start has put everything under the present key, and a doctor's is one."""
    yield f"✓ Encryption · texts rest encrypted, under keys in {settings.keys_file}"
    if settings.dossier_secret_key_former.get_secret_value():
        yield "✓ Encryption · the former key is of no more use: take it out of the settings"


async def _model(dossier: Dossier, show: Print) -> bool:
    try:
        await dossier.resources.model.check()
    except ModelRejected:
        show("✗ Model · the key was refused: check ANTHROPIC_API_KEY")
        return False
    except ModelBusy:
        show("✗ Model · nobody answers at ANTHROPIC_BASE_URL: check the address and network")
        return False
    show("✓ Model · the key works")
    return True


async def _scopes(dossier: Dossier, show: Print) -> None:
    try:
        granted = await dossier.sources.slack.scopes()
    except SourceError:
        return  # the line about Slack says what is wrong
    for scope in sorted(SCOPES.keys() - granted):
        show(
            f"✗ Slack scope {scope} · {SCOPES[scope]}: install the app again from manifest.yml"
        )
    if granted >= SCOPES.keys():
        show(f"✓ Slack scopes · all {len(SCOPES)}")


async def _way_in(settings: Settings, show: Print) -> None:
    if settings.slack_http_port is None:
        await _app_token(settings, show)
    else:
        show(f"✓ HTTP · port {settings.slack_http_port} takes what Slack signed, at {PATH}")


async def _app_token(settings: Settings, show: Print) -> None:
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = slack_sdk_client("", settings.slack_api_url, session)
        try:
            token = settings.slack_app_token.get_secret_value()
            await client.apps_connections_open(app_token=token)
        except SlackApiError as refused:
            error = refused.response.get("error", "")
            show(f"✗ Socket Mode · {error}: make an app-level token with connections:write")
        except (aiohttp.ClientError, TimeoutError):
            show("✗ Socket Mode · Slack did not answer: check the network")
        else:
            show("✓ Socket Mode · the app-level token works")


def _lines(kind: SourceKind, health: Health | None) -> Iterator[str]:
    name = _NAMES[kind]
    if health is None:
        yield f"✗ {name} · not connected: {_UNCONNECTED.get(kind, '')}"
    elif health.works:
        yield f"✓ {name} · {found_said(health, ENGLISH)}".rstrip(" ·")
    else:
        cause = f" ({health.cause})" if health.cause else ""
        yield f"✗ {name} · {found_said(health, ENGLISH)}{cause}"

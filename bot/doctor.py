"""`dossier doctor`: one line per thing, and after each ✗ what mends it."""

from collections.abc import Callable

from bot.settings import Settings
from bot.wiring import Dossier, open_dossier
from connectors.source import Health
from domain.errors import Misconfigured, ModelBusy, ModelRejected
from domain.question import SourceKind

Print = Callable[[str], None]
_NAMES = {
    SourceKind.SLACK: "Slack",
    SourceKind.DRIVE: "Google Drive",
    SourceKind.NOTION: "Notion",
    SourceKind.WEB: "Web search",
}
_UNCONNECTED = {
    SourceKind.DRIVE: "set GOOGLE_SERVICE_ACCOUNT and GOOGLE_DOMAINS (docs/running.md)",
    SourceKind.NOTION: "set NOTION_TOKEN and NOTION_READERS (docs/running.md)",
    SourceKind.WEB: "set SEARXNG_URL or TAVILY_API_KEY (docs/running.md)",
}
_REQUIRED = {
    "SLACK_BOT_TOKEN": "install the app in your workspace and copy its bot token",
    "SLACK_APP_TOKEN": "make an app-level token with connections:write",
    "ANTHROPIC_API_KEY": "make a key in the Anthropic console",
    "DOSSIER_SECRET_KEY": "make one with `dossier key`",
}


async def examine(settings: Settings, show: Print) -> bool:
    """Check everything that a run needs; True if a question could be answered now."""
    missing = [
        name for name in _REQUIRED if not getattr(settings, name.lower()).get_secret_value()
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
    model = await _model(dossier, show)
    health = {one.source: one for one in await dossier.sources.health()}
    for kind in SourceKind:
        show(_line(kind, health.get(kind)))
    return model and any(one.works for one in health.values())


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


def _line(kind: SourceKind, health: Health | None) -> str:
    name = _NAMES[kind]
    if health is None:
        return f"✗ {name} · not connected: {_UNCONNECTED.get(kind, '')}"
    if health.works:
        return f"✓ {name} · {health.detail}".rstrip(" ·")
    return f"✗ {name} · {health.problem} {health.remedy}".rstrip()

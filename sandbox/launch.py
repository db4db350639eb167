"""All servers of the sandbox in one process, each on a loopback port of its own."""

import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web
from cryptography.fernet import Fernet

from sandbox.claude.server import ClaudeServer
from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.google_drive.server import DriveServer
from sandbox.google_drive.sign_in import CLIENT_ID
from sandbox.notion.server import NotionServer
from sandbox.page.server import PageServer
from sandbox.slack.server import SlackServer
from sandbox.slack.wire import SIGNING_SECRET
from sandbox.web.server import WebServer
from sandbox.workspace.schema import Workspace

LOOPBACK = "127.0.0.1"
# Money here is invented, and one person may well ask everything.
_NO_LIMITS = {
    "DOSSIER_PERSON_RUNS_AT_ONCE": "1000",
    "DOSSIER_CHANNEL_RUNS_AT_ONCE": "1000",
    "DOSSIER_THREAD_DAY_USD": "5000",
    "DOSSIER_PERSON_QUESTIONS_A_DAY": "100000",
    **{
        f"DOSSIER_{payer}_{period}_USD": "5000"
        for payer in ("PERSON", "CHANNEL", "WORKSPACE")
        for period in ("DAY", "MONTH")
    },
}


class _Server(Protocol):
    def app(self) -> web.Application: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where each server listens, as `http://127.0.0.1:port`."""

    slack: str
    drive: str
    notion: str
    web: str
    claude: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """A workspace at work. Tests reach into the servers; the bot knows only the addresses."""

    workspace: Workspace
    clock: SandboxClock
    faults: Faults
    slack: SlackServer
    drive: DriveServer
    notion: NotionServer
    web: WebServer
    claude: ClaudeServer
    addresses: Addresses

    def bot_environment(self, data: str) -> Mapping[str, str]:
        """The environment of a bot that lives here; `data` is the folder for its files."""
        at = self.addresses
        emails = {person.handle: person.email for person in self.workspace.people}
        admins = [emails[handle] for handle in self.workspace.admins]
        readers = {
            root: [emails.get(one, one) for one in who]
            for root, who in self.workspace.notion_readers
        }
        return {
            "SLACK_BOT_TOKEN": "xoxb-sandbox",
            "SLACK_APP_TOKEN": "xapp-sandbox",
            "SLACK_API_URL": f"{at.slack}/api/",
            "ANTHROPIC_API_KEY": "sk-sandbox",
            "ANTHROPIC_BASE_URL": at.claude,
            "GOOGLE_SERVICE_ACCOUNT": json.dumps(self.drive.service_account_info()),
            "GOOGLE_DOMAINS": self.workspace.domain,
            "GOOGLE_API_URL": at.drive,
            "NOTION_TOKEN": "ntn-sandbox",
            "NOTION_API_URL": at.notion,
            "NOTION_READERS": json.dumps(readers),
            "SEARXNG_URL": at.web,
            "WEB_GATEWAY": at.web.removeprefix("http://"),
            "DOSSIER_CLOCK_OFFSET": str(self.clock.offset.total_seconds()),
            "DOSSIER_DATA": data,
            "DOSSIER_RULES": f"admins = {json.dumps(admins)}",
            **_NO_LIMITS,
            "DOSSIER_SECRET_KEY": Fernet.generate_key().decode(),
        }

    def sign_in_environment(self) -> Mapping[str, str]:
        """Over it: people connect their own Drive, in place of delegation."""
        port = _free_port()
        return {
            "GOOGLE_SERVICE_ACCOUNT": "",
            "GOOGLE_OAUTH_CLIENT_ID": CLIENT_ID,
            "GOOGLE_OAUTH_CLIENT_SECRET": self.drive.sign_in.secret,
            "DOSSIER_PUBLIC_URL": f"http://{LOOPBACK}:{port}",
            "DOSSIER_PUBLIC_PORT": str(port),
        }

    def http_environment(self) -> Mapping[str, str]:
        """Over it: Slack sends signed requests to the bot, in place of sockets."""
        port = _free_port()
        self.slack.send_to(f"http://{LOOPBACK}:{port}/slack/events")
        return {
            "SLACK_APP_TOKEN": "",
            "SLACK_HTTP_PORT": str(port),
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        }


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as taken:
        return int(taken.getsockname()[1])


async def _listen(stack: AsyncExitStack, server: _Server, port: int = 0) -> str:
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, LOOPBACK, port).start()
    return f"http://{LOOPBACK}:{runner.addresses[0][1]}"


@asynccontextmanager
async def open_sandbox(
    workspace: Workspace, *, page_port: int = 0, model_name: str = "", invented: bool = True
) -> AsyncIterator[Sandbox]:
    """Start everything; stop it on leaving. A `page_port` of 0 takes a free one."""
    clock, faults = SandboxClock.starting_at(workspace.today), Faults()
    slack = SlackServer(workspace=workspace, clock=clock, faults=faults)
    drive = DriveServer(workspace=workspace, clock=clock, faults=faults)
    notion = NotionServer(workspace=workspace, clock=clock, faults=faults)
    outside = WebServer(workspace=workspace, clock=clock, faults=faults)
    claude = ClaudeServer(workspace=workspace, clock=clock, faults=faults)
    page = PageServer(
        slack=slack,
        workspace=workspace,
        faults=faults,
        clock=clock,
        model_name=model_name,
        invented=invented,
    )
    async with AsyncExitStack() as stack:
        addresses = Addresses(
            slack=await _listen(stack, slack),
            drive=await _listen(stack, drive),
            notion=await _listen(stack, notion),
            web=await _listen(stack, outside),
            claude=await _listen(stack, claude),
            page=await _listen(stack, page, page_port),
        )
        slack.bind(addresses.slack)
        drive.bind(addresses.drive)
        yield Sandbox(
            workspace=workspace,
            clock=clock,
            faults=faults,
            slack=slack,
            drive=drive,
            notion=notion,
            web=outside,
            claude=claude,
            addresses=addresses,
        )

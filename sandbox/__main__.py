"""`make demo`: a workspace without accounts, in a browser or for one question."""

import argparse
import asyncio
import contextlib
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from sandbox.clock import SandboxClock
from sandbox.demo import (
    Asked,
    BotDidNotStartError,
    NobodyThereError,
    ask_once,
    bot_at_work,
    claude_environment,
    must_be_there,
    until_it_has_read,
)
from sandbox.launch import Sandbox, open_sandbox
from sandbox.workspace.fields import ContentError
from sandbox.workspace.loading import load
from sandbox.workspace.own_content import OwnContent, load_own_content
from sandbox.workspace.schema import Workspace

SHIPPED = Path(__file__).parent / "workspace" / "kelvane"
_PORT = 8765


def main() -> None:
    options = _parser().parse_args()
    try:
        workspace, invented = _workspace(options)
        asked = _asked(options, workspace)
    except (ContentError, NobodyThereError) as wrong:
        sys.exit(str(wrong))
    own = claude_environment()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            demo = _demo(options, workspace, asked=asked, own=own, invented=invented)
            sys.exit(asyncio.run(demo))
    except BotDidNotStartError:
        sys.exit("The bot did not start; what it said stands above.")
    except OSError as taken:
        sys.exit(f"The page could not be served: {taken}. Try PORT=0 for a free port.")


async def _demo(
    options: argparse.Namespace,
    workspace: Workspace,
    *,
    asked: Asked | None,
    own: Mapping[str, str],
    invented: bool,
) -> int:
    if asked:  # in a terminal there is nobody who could press Start under a price
        own = {**own, "DOSSIER_ASK_ABOVE_USD": "1000"}
    async with open_sandbox(
        workspace,
        page_port=0 if asked else options.port,
        model_name="Claude" if "ANTHROPIC_API_KEY" in own else "",
        invented=invented,
    ) as sandbox:
        if options.sign_in:
            own = {**own, **sandbox.sign_in_environment()}
        print("Starting the bot …", flush=True)
        async with bot_at_work(sandbox, own=own) as bot:
            print("Letting it read what there is …", flush=True)
            await until_it_has_read(sandbox)
            if asked:
                return await ask_once(sandbox, bot, asked)
            return await _in_browser(sandbox, open_it=not options.no_browser)


def _asked(options: argparse.Namespace, workspace: Workspace) -> Asked | None:
    """The question for once; raises NobodyThereError where that person cannot ask."""
    if not options.question:
        return None
    asked = Asked(
        text=options.question,
        person=options.as_ or _first_person(workspace),
        channel=(options.channel or _first_channel(workspace)).removeprefix("#"),
        as_json=options.json,
    )
    must_be_there(asked, workspace)
    return asked


async def _in_browser(sandbox: Sandbox, *, open_it: bool) -> int:
    channel = _first_channel(sandbox.workspace)
    room = next(c.id for c in sandbox.workspace.channels if c.name == channel)
    person = _first_person(sandbox.workspace)
    url = f"{sandbox.addresses.page}/?as={person}&channel={room}"
    print(f"\n  Open {url}\n  Stop with Ctrl+C.\n", flush=True)
    if open_it:
        await asyncio.to_thread(webbrowser.open, url)
    await asyncio.Event().wait()
    return 0


def _workspace(options: argparse.Namespace) -> tuple[Workspace, bool]:
    handed = {"slack": options.slack, "documents": options.docs, "notion": options.notion}
    if not any(handed.values()):
        return load(Path(options.workspace) if options.workspace else SHIPPED), True
    imported = load_own_content(
        OwnContent(**{name: Path(path) for name, path in handed.items() if path}),
        today=SandboxClock().now(),
    )
    print("\n".join(imported.lines()), flush=True)
    return imported.workspace, False


def _first_person(workspace: Workspace) -> str:
    handles = [person.handle for person in workspace.people]
    return "dana" if "dana" in handles else handles[0]


def _first_channel(workspace: Workspace) -> str:
    names = [channel.name for channel in workspace.channels]
    return next((name for name in ("pricing", "general") if name in names), names[0])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--question", "-q", help="ask this without the page (make demo Q=…)")
    parser.add_argument("--as", dest="as_", metavar="PERSON", help="who asks, by handle")
    parser.add_argument("--in", dest="channel", metavar="CHANNEL", help="where, by name")
    parser.add_argument("--json", action="store_true", help="end with the run as JSON")
    parser.add_argument("--slack", help="a Slack export, folder or zip")
    parser.add_argument("--docs", help="a folder of documents")
    parser.add_argument("--notion", help="a Notion Markdown export, folder or zip")
    parser.add_argument("--workspace", help="a folder of YAML, see docs/workspace.md")
    parser.add_argument(
        "--sign-in", action="store_true", help="people connect their own Drive, on Home"
    )
    parser.add_argument("--port", type=int, default=_PORT, help="the page's port")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    return parser


if __name__ == "__main__":
    main()

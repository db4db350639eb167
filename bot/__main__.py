"""The command line: `dossier run | ask | doctor | report | key`."""

import argparse
import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Sequence

from cryptography.fernet import Fernet

from bot import digest_commands, doctor, operator_commands, terminal
from bot.logs import write_logs
from bot.report import delivered, run_report
from bot.service import serve
from bot.settings import Settings, load, require, require_a_way_in
from bot.wiring import open_dossier
from domain.errors import Misconfigured, NeedsAsker
from domain.question import Effort
from store.durable import AlreadyRunningError

_TOKENS = ("SLACK_BOT_TOKEN", "ANTHROPIC_API_KEY")


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit codes: 0 done, 1 no answer or something is wrong, 2 a setting is wrong."""
    options = _parser().parse_args(arguments)
    try:
        code = _run(options)
    except Misconfigured as wrong:
        print(f"{wrong.name}: {wrong.remedy}", file=sys.stderr)
        code = 2
    except NeedsAsker as needs:
        print(needs.sentence, file=sys.stderr)
        code = 1
    except AlreadyRunningError:
        print("Another process executes runs in this folder already.", file=sys.stderr)
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    # Steps that were parked while draining never end, so neither would an ordinary exit.
    os._exit(code)


def _run(options: argparse.Namespace) -> int:
    if options.command == "key":
        print(Fernet.generate_key().decode())
        return 0
    settings = load()
    write_logs(settings.dossier_log_level)
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_dispatch(options, settings))
    return 130


async def _dispatch(options: argparse.Namespace, settings: Settings) -> int:
    match options.command:
        case "run":
            require(settings, *_TOKENS)
            require_a_way_in(settings)
            await serve(settings)
            return 0
        case "ask":
            require(settings, *_TOKENS)
            return 0 if await _ask(options, settings) else 1
        case "report":
            return await _report(options, settings)
        case "digest":
            require(settings, *_TOKENS)
            async with open_dossier(settings) as dossier:
                return 0 if await digest_commands.run_command(dossier, options, print) else 1
        case name if name in operator_commands.NAMES:
            return 0 if await operator_commands.perform(options, settings, _print_now) else 1
        case _:
            return 0 if await doctor.examine(settings, print) else 1


async def _ask(options: argparse.Namespace, settings: Settings) -> bool:
    asking = terminal.Asking(
        text=options.question,
        email=options.as_ or "",
        as_json=options.json,
        one_agent=options.one_agent,
        effort=Effort(options.effort) if options.effort else None,
    )
    async with open_dossier(settings) as dossier:
        return await terminal.ask(dossier, asking, _print_now)


async def _report(options: argparse.Namespace, settings: Settings) -> int:
    async with open_dossier(settings) as dossier:
        question = await terminal.find(dossier, options.run, wait_seconds=options.wait)
        if question is None:
            print(f"There is no run {options.run}.", file=sys.stderr)
            return 1
        events = await terminal.until_told(dossier, question, wait_seconds=options.wait)
        spend = await dossier.resources.ledger.spend(question.run)
        print(json.dumps(run_report(question, events, spend), ensure_ascii=False))
        return 0 if delivered(events) else 1


def _print_now(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dossier", description="A research colleague that lives in Slack."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="answer questions in Slack until stopped")
    ask = commands.add_parser("ask", help="ask one question here and follow it")
    ask.add_argument("question")
    ask.add_argument("--as", dest="as_", metavar="EMAIL", help="who asks, and who may read")
    ask.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    ask.add_argument("--effort", choices=[effort.value for effort in Effort])
    ask.add_argument(
        "--one-agent", action="store_true", help="no lead and no split, for comparison"
    )
    commands.add_parser("doctor", help="check every token, scope and source")
    report = commands.add_parser("report", help="print a run as one JSON object")
    report.add_argument("run", help="a run's id, or CHANNEL/TS of the message that asked")
    report.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="until it has ended"
    )
    operator_commands.add_to(commands)
    digest_commands.add_parser(commands)
    commands.add_parser("key", help="make a value for DOSSIER_SECRET_KEY")
    return parser


if __name__ == "__main__":
    main()

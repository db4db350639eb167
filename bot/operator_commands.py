"""What an operator does from the command line besides running: stop, forget, audit."""

import argparse
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.drive_source import connected_accounts
from bot.settings import Settings
from bot.wiring import clock, database_of, keyring_of
from domain.audience import PersonId
from domain.errors import SourceError
from store.audit import open_audit
from store.credentials import Credentials
from store.database import Database
from store.deeds import Deed, write_down
from store.forgetting import Forgetting
from store.halts import Halts
from store.keyring import Keyring

Print = Callable[[str], None]
NAMES = ("halt", "resume", "forget", "audit")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    halt = commands.add_parser("halt", help="stop every run, and start none until resumed")
    halt.add_argument("--by", default="an admin", help="who halts; it is kept with the halt")
    resume = commands.add_parser("resume", help="end the halt")
    resume.add_argument("--by", default="an admin", help="who resumes; the audit log tells")
    forget = commands.add_parser(
        "forget", help="delete every word of a person, channel, source"
    )
    forget.add_argument("kind", choices=["person", "channel", "source"])
    forget.add_argument("id", help="U0123, C0123, or a ref such as drive:1AbC")
    forget.add_argument("--name", action="append", default=[], help="names the person has here")
    audit = commands.add_parser(
        "audit", help="who asked, what was read, what left, who approved"
    )
    audit.add_argument("action", choices=["export", "verify"])
    audit.add_argument(
        "--after", type=int, default=0, metavar="N", help="entries after this one"
    )
    audit.add_argument(
        "--seal",
        action="append",
        default=[],
        help="a seal noted earlier, from the log or from here: nothing up to it may be gone",
    )


async def perform(options: argparse.Namespace, settings: Settings, show: Print) -> bool:
    """True if it is done."""
    settings.dossier_data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if options.command in ("halt", "resume"):
        async with _opened(Database(f"sqlite+aiosqlite:///{settings.database_file}")) as bare:
            return await _halt(bare, options, settings, show=show)
    keyring = keyring_of(settings)
    await keyring.check()
    async with _opened(database_of(settings, keyring)) as database:
        at_hand = _AtHand(
            options=options, settings=settings, keyring=keyring, database=database, show=show
        )
        return await (at_hand.forget() if options.command == "forget" else at_hand.audit())


@asynccontextmanager
async def _opened(database: Database) -> AsyncIterator[Database]:
    await database.create_tables()
    try:
        yield database
    finally:
        await database.close()


async def _halt(
    database: Database, options: argparse.Namespace, settings: Settings, *, show: Print
) -> bool:
    """It needs no key: whoever must stop everything may not have one at hand."""
    if options.command == "halt":
        await Halts(database).halt(by=options.by, at=clock(settings)())
        show("Halted: runs at work end within a second or two, and none starts.")
        return True
    was = await Halts(database).resume(by=options.by, at=clock(settings)())
    show("Resumed." if was else "Nothing was halted.")
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtHand:
    """What a command works with."""

    options: argparse.Namespace
    settings: Settings
    keyring: Keyring
    database: Database
    show: Print

    async def forget(self) -> bool:
        options, settings = self.options, self.settings
        forgetting = Forgetting(self.database, settings.dossier_data)
        audit = await open_audit(self.database, self.keyring)
        await audit.follow()  # what is not on the chain yet would go with its text
        needles = [options.id, *options.name]
        if options.kind == "person":
            needles += await forgetting.names_of(options.id)
            await self._end_sign_in(PersonId(options.id))
        gone = await forgetting.forget(*dict.fromkeys(needles))
        if gone.at_work:
            self.show(
                f"{gone.at_work} runs at work hold this. Run `dossier halt`, then forget again."
            )
            return False
        about = {"kind": options.kind, "id": options.id, "runs": str(gone.runs)}
        deed = Deed(who="operator", what="forgot", at=clock(settings)(), about=about)
        await write_down(self.database, deed)
        await audit.follow()
        self.show(f"Forgotten: {gone.runs} runs and {gone.texts} texts of the indexes.")
        if not gone.is_compact:
            self.show("A file was busy, so deleted bytes may rest in it: run this once more.")
        self.show("What stays in Slack, Drive or Notion is read again if somebody asks for it.")
        return True

    async def _end_sign_in(self, person: PersonId) -> None:
        """Their own Drive: nothing of it stays here, and Google is told."""
        key = self.settings.operator_key
        token = await Credentials(self.database, key=key).forget(
            person, at=clock(self.settings)()
        )
        accounts = connected_accounts(self.settings, self.database)
        if not token:
            return
        try:
            if accounts is not None:
                await accounts.oauth.revoke(token)
                self.show("Their Drive is disconnected, here and at Google.")
                return
        except SourceError as failed:
            self.show(f"Google did not answer ({type(failed).__name__}).")
        self.show("Their Drive is disconnected here; Google was not told.")

    async def audit(self) -> bool:
        """Lines of JSON, or a verdict; False for a chain that is broken."""
        audit = await open_audit(self.database, self.keyring)
        await audit.follow()
        if self.options.action == "export":
            for one in await audit.entries(after=self.options.after):
                sealed = {"sequence": one.sequence, "seal": one.seal}
                self.show(json.dumps(json.loads(one.entry) | sealed, ensure_ascii=False))
            return True
        verdict = await audit.verify(noted=self.options.seal)
        if verdict.broken_at:
            self.show(f"Entry {verdict.broken_at} is not as it was written, or one is missing.")
            return False
        for seal in verdict.lacks:
            self.show(f"No entry bears the seal {seal}: what came up to it is not all here.")
        if verdict.lacks:
            return False
        self.show(f"{verdict.entries} entries, all as they were written. Seal: {verdict.seal}")
        return True

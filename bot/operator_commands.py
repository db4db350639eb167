"""What an operator does from the command line besides running: stop, forget, audit."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from bot.settings import Settings
from bot.wiring import clock
from store.database import Database
from store.halts import Halts

Print = Callable[[str], None]
NAMES = ("halt", "resume")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    halt = commands.add_parser("halt", help="stop every run, and start none until resumed")
    halt.add_argument("--by", default="an admin", help="who halts; it is kept with the halt")
    commands.add_parser("resume", help="end the halt")


async def perform(options: argparse.Namespace, settings: Settings, show: Print) -> bool:
    """True if it is done."""
    settings.dossier_data.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(f"sqlite+aiosqlite:///{settings.database_file}")
    await database.create_tables()
    at_hand = _AtHand(options=options, settings=settings, database=database, show=show)
    try:
        match options.command:
            case "halt":
                return await at_hand.halt()
            case _:
                return await at_hand.resume()
    finally:
        await database.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtHand:
    """What a command works with."""

    options: argparse.Namespace
    settings: Settings
    database: Database
    show: Print

    async def halt(self) -> bool:
        await Halts(self.database).halt(by=self.options.by, at=clock(self.settings)())
        self.show("Halted: runs at work end within a second or two, and none starts.")
        return True

    async def resume(self) -> bool:
        was = await Halts(self.database).resume()
        self.show("Resumed." if was else "Nothing was halted.")
        return True

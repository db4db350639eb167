"""The audit log is kept up as the program runs, and its newest seal told once a day.

A seal covers every entry before it. In the log of the process, which the system keeps apart,
it shows what a look at the audit log alone cannot: that the newest entries were cut off.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from bot.settings import Settings
from bot.wiring import Dossier
from domain.record import to_json
from store.audit import Audit, open_audit

log = logging.getLogger("dossier.audit")

_SECONDS = 15.0
_SHOWN = 16  # letters of a digest: to tell rules apart, not to guard them


async def keep_audit(dossier: Dossier) -> None:
    audit = await open_audit(dossier.database, dossier.keyring)
    told: date | None = None
    while True:
        if (today := dossier.now().date()) != told:
            await _tell_seal(audit)
            told = today
            await audit.in_force(rules_in_force(dossier.settings), at=dossier.now())
        await audit.follow()
        await asyncio.sleep(_SECONDS)


async def _tell_seal(audit: Audit) -> None:
    """Of what stood when the day, or the program, began."""
    if head := await audit.head():
        log.info("audit.seal %d %s", head.sequence, head.seal)


def rules_in_force(settings: Settings) -> Sequence[tuple[str, str]]:
    """What an administrator decides, by name, as digests: a change shows, and in which part."""
    parts: dict[str, object] = {
        "house rules": settings.dossier_rules,
        "keeping": settings.keeping,
        "limits": settings.allowances,
        "mail domains": tuple(sorted(settings.google_domains)),
        "notion readers": tuple(sorted(settings.notion_readers.items())),
    }
    return [(name, _digest(part)) for name, part in parts.items()]


def _digest(part: object) -> str:
    return sha256(to_json(part).encode()).hexdigest()[:_SHOWN]

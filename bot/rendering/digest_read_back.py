"""What was understood of a digest, read back before it is saved and when it is."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rendering.amounts import money
from bot.rendering.blocks import blocks_of
from bot.rendering.digest import control_buttons, draft_buttons
from bot.rendering.inert import escaped, inert
from bot.rendering.layout import Line, Row, literal
from bot.rendering.limits import PLAIN_TEXT
from bot.rendering.message import Message
from domain.digest import Digest, WhenUnchanged
from scheduling.describing import described

USES_ROOM = "uses what everyone in {place} can open"
USES_OWN = "uses what you can open"
ABOUT = "about {usd} each"
SILENT = "stays silent when nothing is new"


def times_of(moments: Sequence[datetime], zone: str) -> str:
    """`Mon 23 Nov 08:30 · Tue 24 Nov 08:30`."""
    local = [moment.astimezone(ZoneInfo(zone)) for moment in moments]
    return " · ".join(f"{moment:%a %-d %b %H:%M}" for moment in local)


def headline(digest: Digest) -> str:
    return f"{described(digest.cadence)}, in {digest.place}"


def read_back(digest: Digest, moments: Sequence[datetime], *, usd: float = 0.0) -> Message:
    """`usd` is what one run is likely to cost, or 0 when nobody knows."""
    facts = _facts(digest, moments, usd=usd)
    rows: list[Row] = [
        Line(
            pieces=(
                literal(headline(digest), bold=True),
                literal(f": “{digest.question}”"),
            )
        ),
        Line(pieces=(literal(facts),), opens=False),
    ]
    return _message(rows, draft_buttons(digest.id))


def _facts(digest: Digest, moments: Sequence[datetime], *, usd: float) -> str:
    own = digest.channel.startswith("D")
    parts = [
        f"Next: {times_of(moments, digest.cadence.zone)}",
        USES_OWN if own else USES_ROOM.format(place=digest.place),
        ABOUT.format(usd=money(usd)) if usd else "",
        SILENT if digest.unchanged is WhenUnchanged.SILENCE else "",
    ]
    return " · ".join(part for part in parts if part)


def saved(digest: Digest, moments: Sequence[datetime]) -> Message:
    text = (
        f"Saved. {headline(digest)}. Next: {times_of(moments[:1], digest.cadence.zone)}. "
        "It runs for ninety days; before that I ask whether to keep it."
    )
    rows: list[Row] = [Line(pieces=(literal(text),))]
    return _message(rows, control_buttons(digest.id))


def _message(rows: list[Row], buttons: dict[str, object]) -> Message:
    words = "\n".join(
        "".join(piece.text for piece in row.pieces) for row in rows if isinstance(row, Line)
    )
    return Message(text=escaped(inert(words))[:PLAIN_TEXT], blocks=(*blocks_of(rows), buttons))

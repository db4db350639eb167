"""The first sign of life: a status line and a reaction, before anything is looked up."""

import logging

from bot.pacing import TooBusy
from bot.reach import Reach
from bot.rendering.languages import words_for
from bot.slack_errors import SlackTrouble

log = logging.getLogger("dossier.intake")

HEARD = "eyes"
NOTED = "white_check_mark"
_STATUS_PATIENCE = 2.0
# Reactions share a small allowance; one that would come late says nothing any more.
_REACTION_PATIENCE = 10.0


def show_sign_of_life(
    reach: Reach, *, channel: str, ts: str, thread: str, language: str
) -> None:
    """Returns at once; neither sign is worth failing for."""
    reach.spawn(
        _status(reach, words_for(language).sign_of_life, channel=channel, thread=thread)
    )
    reach.spawn(_reaction(reach, HEARD, channel=channel, ts=ts))


def acknowledge(reach: Reach, *, channel: str, ts: str) -> None:
    """A reply was taken in."""
    reach.spawn(_reaction(reach, NOTED, channel=channel, ts=ts))


async def _status(reach: Reach, text: str, *, channel: str, thread: str) -> None:
    try:
        await reach.slack.status(
            text, channel=channel, thread=thread, patience=_STATUS_PATIENCE
        )
    except (SlackTrouble, TooBusy) as refused:
        log.info("intake.no_status", extra={"why": str(refused)})


async def _reaction(reach: Reach, name: str, *, channel: str, ts: str) -> None:
    try:
        await reach.slack.react(channel=channel, ts=ts, name=name, patience=_REACTION_PATIENCE)
    except (SlackTrouble, TooBusy) as refused:
        log.info("intake.no_reaction", extra={"why": str(refused)})

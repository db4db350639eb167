"""Start, Cheaper and Cancel under a plan that was shown with its price."""

import logging

from bot.pacing import Urgency
from bot.reach import Reach
from bot.rendering.notices import notice
from bot.rendering.quote import render_agreed
from bot.slack_errors import OutOfReach, SlackTrouble
from domain.events import RunState
from domain.post import QuotePost
from domain.press import (
    Button,
    ButtonPressed,
)
from domain.quote import Choice
from store.replies import Reply

log = logging.getLogger("dossier.intake")

_CHOICES = {Button.START: Choice.START, Button.CHEAPER: Choice.CHEAPER}


async def pressed(reach: Reach, arrival: ButtonPressed) -> None:
    """The first who presses decides; whoever comes later is told."""
    row = await reach.runs.get(arrival.run)
    if row is None or row.state is not RunState.WAITING:
        words = await reach.words(arrival.person, row.question.text if row else "")
        await _tell(reach, arrival, words.not_waiting)
        return
    name = await reach.name_of(arrival.person)
    choice = _CHOICES.get(arrival.button)
    if choice is None:
        await reach.work.stop(arrival.run, by=name)
        return
    if verdict := await reach.door.refusal(row.question):
        await _tell(reach, arrival, verdict.sentence)
        return
    reply = Reply(sequence=0, author=name, text="", steer=choice.value)
    await reach.work.hear(arrival.run, reply, key=f"{arrival.run}/{arrival.click}")
    await _without_buttons(reach, arrival, choice, by=name)


async def _tell(reach: Reach, arrival: ButtonPressed, text: str) -> None:
    try:
        await reach.slack.whisper(
            notice(text), channel=arrival.channel, user=arrival.person, thread=arrival.thread
        )
    except OutOfReach:
        return


async def _without_buttons(
    reach: Reach, arrival: ButtonPressed, choice: Choice, *, by: str
) -> None:
    """Nobody should press twice; when Slack does not take the edit, nothing is lost."""
    sent = await reach.outbox.at_message(arrival.channel, arrival.ts)
    if sent is None or not isinstance(sent.post.content, QuotePost):
        return
    question = await reach.runs.question(arrival.run)
    locale = reach.locales.of(question, now=reach.now())
    message = render_agreed(sent.post.content.quote, choice, locale, by=by)
    try:
        await reach.slack.update(
            message, channel=arrival.channel, ts=arrival.ts, urgency=Urgency.PROGRESS
        )
    except SlackTrouble as refused:
        log.info("agreeing.not_edited", extra={"why": refused.code})

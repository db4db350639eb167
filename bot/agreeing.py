"""Start, Cheaper and Cancel under a plan that was shown with its price."""

from bot.reach import Reach
from bot.rendering.notices import notice
from bot.slack_errors import OutOfReach
from domain.events import RunState
from domain.press import (
    Button,
    ButtonPressed,
)
from domain.quote import Choice
from store.replies import Reply

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


async def _tell(reach: Reach, arrival: ButtonPressed, text: str) -> None:
    try:
        await reach.slack.whisper(
            notice(text), channel=arrival.channel, user=arrival.person, thread=arrival.thread
        )
    except OutOfReach:
        return

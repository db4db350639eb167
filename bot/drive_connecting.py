"""Connecting and disconnecting one's own Drive, as it is said in Slack."""

from hashlib import sha256

from bot import home
from bot.language import language_of
from bot.reach import Reach
from bot.rendering.connecting import connecting, render_link
from bot.rendering.sign_in_words import sign_in_words
from bot.sign_in import NotConnected, SignIn
from domain.arrival import (
    HomeOpened,
)
from domain.audience import PersonId
from domain.press import (
    DriveConnected,
    DrivePressed,
)


async def pressed(reach: Reach, arrival: DrivePressed) -> None:
    """The answer comes in the person's direct message, wherever they pressed."""
    person, words = arrival.person, connecting(arrival.language)
    if reach.sign_in is None:
        await _say(reach, person, words.by_admin, key=arrival.click)
    elif arrival.connects:
        await _offer_link(reach, reach.sign_in, arrival)
    else:
        both = await reach.sign_in.disconnect(person)
        said = words.disconnected if both else words.disconnected_here
        await _say(reach, person, said, key=arrival.click)
        await home.home_opened(reach, HomeOpened(person=person))


async def connected(reach: Reach, arrival: DriveConnected) -> None:
    """They came back from Google: say so where they pressed, and on their Home tab."""
    words = connecting(await _language(reach, arrival.person))
    await _say(reach, arrival.person, words.connected, key=arrival.sign_in)
    await home.home_opened(reach, HomeOpened(person=arrival.person))


async def _offer_link(reach: Reach, sign_in: SignIn, arrival: DrivePressed) -> None:
    try:
        address = await sign_in.begin(arrival.person)
    except NotConnected as needs:
        said = needs.said_in(sign_in_words(arrival.language))
        await _say(reach, arrival.person, said, key=arrival.click)
        return
    channel = await reach.slack.direct_message(arrival.person)
    key = f"drive-{sha256(address.encode()).hexdigest()[:12]}"
    await reach.slack.post(render_link(address, arrival.language), channel=channel, key=key)


async def _say(reach: Reach, person: PersonId, sentence: str, *, key: str) -> None:
    await reach.say(sentence, key=f"drive/{key}", channel=person)


async def _language(reach: Reach, person: PersonId) -> str:
    """That of their latest question."""
    rows = await reach.runs.of_asker(person)
    return language_of(rows[0].question.text if rows else "")

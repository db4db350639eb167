"""Being added to a channel, and the direct message being opened."""

from bot.reach import Reach
from bot.rendering.blocks import Json
from domain.arrival import DmOpened, JoinedChannel

GREETING = (
    "I'm Dossier. Mention me with a question. In here I use what everyone in {room} can open. "
    "{sight}"
)
SHARED = (
    "I'm Dossier. {room} is shared with another organisation, so I don't answer in here. "
    "Ask me in a direct message."
)
DM_TITLE = "I'm Dossier: I research a question and answer with sources."
PROMPTS: list[Json] = [
    {
        "title": "Research a question",
        "message": "What changed about our pricing this quarter, and who decided it?",
    },
    {
        "title": "Compare us with others",
        "message": "How do we compare with our competitors on price?",
    },
    {
        "title": "Catch up on a channel",
        "message": "What was decided this week in #general?",
    },
    {"title": "What can you see?", "message": "What can you see from here?"},
]
DM_GREETING = (
    "I'm Dossier: ask me a question and I'll answer with sources. "
    "Answers here may use anything you can open."
)


async def joined(reach: Reach, arrival: JoinedChannel) -> None:
    """Once per channel, and only when it was us who joined."""
    reach.directory.forget(arrival.channel)
    if arrival.person != reach.bot_user:
        return
    room = await reach.directory.room(arrival.channel)
    name = f"#{room.name}" if room.name else "this channel"
    text = SHARED.format(room=name)
    if not room.shared_outside:
        text = GREETING.format(room=name, sight=await reach.sight(room))
    await reach.say(text, key=f"greeting/{arrival.channel}", channel=arrival.channel)


async def dm_opened(reach: Reach, arrival: DmOpened) -> None:
    """Prompts each time; the line about who it is once."""
    await reach.slack.prompts(arrival.channel, PROMPTS, title=DM_TITLE)
    key = f"greeting/{arrival.channel}"
    await reach.say(DM_GREETING, key=key, channel=arrival.channel)

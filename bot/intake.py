"""Deals with arrivals: each once, whatever was interrupted; none is lost when dealing fails.

Arrivals were committed before Slack was told that we have them. A sweep takes what is due, and
everything that an arrival causes is keyed, so that dealing with it twice changes nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from weakref import WeakValueDictionary

from bot import (
    approving,
    catching_up,
    commands,
    digest_closing,
    digest_making,
    digest_pressing,
    drive_connecting,
    enquiring,
    home,
    leaving,
    pressing,
    replying,
    welcome,
)
from bot.pacing import TooBusy
from bot.reach import Reach
from bot.slack_errors import Dismissed, OutOfReach, Refusal, Simplify, TryLater
from domain.arrival import (
    Arrival,
    Asked,
    ChannelChanged,
    Commanded,
    CommandEmpty,
    Deleted,
    DmOpened,
    Edited,
    HomeOpened,
    Ignored,
    IndexedMessage,
    JoinedChannel,
    PersonLeft,
    Removed,
    Replied,
    SessionStopped,
    ShortcutUsed,
)
from domain.errors import ResearchError, SourceBusy, SourceDenied, SourceMissing
from domain.press import (
    ButtonPressed,
    ClarifyChosen,
    DigestFormSent,
    DigestPressed,
    DriveConnected,
    DrivePressed,
    EnquiryPressed,
    FeedbackGiven,
    ResearchFormSent,
    SearchDecided,
    StopPressed,
    SubtaskAsked,
    SubtaskCancelPressed,
)
from domain.question import MessageTs
from store.arrivals import Waiting

log = logging.getLogger("dossier.intake")

POLL_SECONDS = 2.0
AT_ONCE = 64
MOST_TRIES = 8
MOST_BUSY_TRIES = 60  # a crowd is let in at Slack's pace: a quarter of an hour and more
_LONGEST_PAUSE = 15.0

Changed = Callable[[ChannelChanged | Removed], Awaitable[None]]


async def nothing_changes(_: ChannelChanged | Removed) -> None:
    return


class Intake:
    """`changed` hears of channels whose readers or life changed, and of our own removal."""

    def __init__(self, reach: Reach, *, changed: Changed = nothing_changes) -> None:
        self._reach = reach
        self._arrivals = reach.arrivals
        self._changed = changed
        self._dealing: dict[str, asyncio.Task[None]] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._nudged = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)

    def nudge(self) -> None:
        """Something was just committed."""
        self._nudged.set()

    async def run(self) -> None:
        try:
            while True:
                await self.sweep()
                await self._pause()
        finally:
            await self.drain()

    async def drain(self) -> None:
        """Let what is being dealt with come to its end; signs of life are not waited for."""
        if self._dealing:
            await asyncio.wait(list(self._dealing.values()), timeout=10)
        signs = list(self._reach.background)
        for sign in signs:
            sign.cancel()
        await asyncio.gather(*signs, return_exceptions=True)

    async def sweep(self) -> None:
        for waiting in await self._arrivals.pending(besides=self._dealing.keys()):
            if waiting.key not in self._dealing:
                task = asyncio.create_task(self._deal(waiting), name=waiting.key)
                self._dealing[waiting.key] = task
                task.add_done_callback(lambda done: self._dealing.pop(done.get_name(), None))

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._nudged.wait()
        except TimeoutError:
            pass
        self._nudged.clear()

    async def _deal(self, waiting: Waiting) -> None:
        async with self._turn(waiting.arrival), self._room:
            try:
                await self._dealt_with(waiting)
            except (OutOfReach, Refusal, Simplify, SourceDenied, SourceMissing) as closed:
                # Trying again changes nothing, and where we would say so we cannot speak.
                log.warning("intake.refused", extra={"why": type(closed).__name__})
                await self._arrivals.done(waiting.key)
            except (TryLater, TooBusy, Dismissed, ResearchError) as busy:
                await self._later(waiting, type(busy).__name__, most=_patience_with(busy))
            except Exception:  # the listener boundary: one arrival must not end the others
                log.exception("intake.broken", extra={"key": waiting.key})
                await self._later(waiting, "bug", most=MOST_TRIES)
            else:
                await self._arrivals.done(waiting.key)

    def _turn(self, arrival: Arrival) -> asyncio.Lock:
        """What is said in one thread is dealt with in the order in which it came."""
        match arrival:
            case (
                Asked(channel=channel, ts=ts, thread=thread)
                | Replied(channel=channel, ts=ts, thread=thread)
                | Edited(channel=channel, ts=ts, thread=thread)
            ):
                place = f"{channel}:{thread or ts}"
            case Deleted(channel=channel, ts=ts):
                place = f"{channel}:{ts}"
            case _:
                return asyncio.Lock()
        return self._turns.setdefault(place, asyncio.Lock())

    async def _later(self, waiting: Waiting, error: str, *, most: int) -> None:
        if waiting.tries < most:
            pause = min(0.5 * 2 ** min(waiting.tries, 10), _LONGEST_PAUSE)
            due = self._reach.now() + timedelta(seconds=pause)
            await self._arrivals.retry(waiting.key, error, due=due)
            return
        await self._give_up(waiting)
        await self._arrivals.done(waiting.key)

    async def _give_up(self, waiting: Waiting) -> None:
        """Whoever asked hears of it, in the thread, or alone where there is none yet."""
        match waiting.arrival:
            case (
                Asked(person=person, channel=channel, ts=ts, thread=thread, text=text)
                | Replied(person=person, channel=channel, ts=ts, thread=thread, text=text)
            ):
                room, root = str(channel), thread or ts
            case (
                Commanded(person=person, text=text)
                | ResearchFormSent(person=person, text=text)
                | ShortcutUsed(person=person, text=text)
            ):
                room, root = str(person), MessageTs("")
            case _:
                return
        said = (await self._reach.words(person, text)).something_broke
        key = f"{waiting.key}/broken"
        await self._reach.say(said, key=key, channel=room, thread=root)

    async def _dealt_with(self, waiting: Waiting) -> None:
        reach, arrival = self._reach, waiting.arrival
        match arrival:
            case Asked():
                await replying.asked(reach, arrival, waiting.team)
                await catching_up.take_in_replies(reach, waiting, arrival)
            case Replied():
                await replying.replied(reach, arrival, waiting.team)
            case Edited():
                await replying.edited(reach, arrival)
            case Deleted():
                await replying.deleted(reach, arrival)
            case SessionStopped():
                await replying.session_stopped(reach, arrival)
            case ChannelChanged(channel=channel):
                await reach.readers_changed(channel)
                await self._changed(arrival)
                await digest_closing.channel_changed(reach, channel)
            case Removed():
                await leaving.removed(reach, arrival, self._changed)
            case _:
                await _by_click(reach, arrival)


def _patience_with(error: Exception) -> int:
    is_busy = isinstance(error, TryLater | TooBusy | Dismissed | SourceBusy)
    return MOST_BUSY_TRIES if is_busy else MOST_TRIES


async def _by_click(reach: Reach, arrival: Arrival) -> None:
    match arrival:
        case StopPressed():
            await pressing.stop_pressed(reach, arrival)
        case SubtaskCancelPressed():
            await pressing.cancel_pressed(reach, arrival)
        case SubtaskAsked():
            await pressing.part_asked(reach, arrival)
        case ButtonPressed() | SearchDecided() | EnquiryPressed():
            await _button(reach, arrival)
        case ClarifyChosen():
            await pressing.clarify_chosen(reach, arrival)
        case FeedbackGiven():
            await pressing.feedback_given(reach, arrival)
        case _:
            await _by_command(reach, arrival)


async def _button(
    reach: Reach, arrival: ButtonPressed | SearchDecided | EnquiryPressed
) -> None:
    match arrival:
        case ButtonPressed():
            await pressing.pressed(reach, arrival)
        case EnquiryPressed():
            await enquiring.pressed(reach, arrival)
        case SearchDecided():
            await approving.decided(reach, arrival)


async def _by_command(reach: Reach, arrival: Arrival) -> None:
    match arrival:
        case Commanded():
            await commands.commanded(reach, arrival)
        case CommandEmpty():
            await commands.form_wanted(reach, arrival)
        case ResearchFormSent():
            await commands.form_sent(reach, arrival)
        case ShortcutUsed():
            await commands.shortcut_used(reach, arrival)
        case DigestPressed():
            await digest_pressing.pressed(reach, arrival)
        case DigestFormSent():
            await digest_making.form_sent(reach, arrival)
        case _:
            await _by_visit(reach, arrival)


async def _by_visit(reach: Reach, arrival: Arrival) -> None:
    match arrival:
        case HomeOpened():
            await home.home_opened(reach, arrival)
        case DmOpened():
            await welcome.dm_opened(reach, arrival)
        case JoinedChannel():
            await welcome.joined(reach, arrival)
        case PersonLeft():
            await digest_closing.person_left(reach, arrival.person)
        case DrivePressed():
            await drive_connecting.pressed(reach, arrival)
        case DriveConnected():
            await drive_connecting.connected(reach, arrival)
        case Ignored() | IndexedMessage():
            return
        case _:
            raise TypeError(f"nobody deals with {arrival.kind}")

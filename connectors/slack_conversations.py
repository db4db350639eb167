"""What belongs together in a channel: a thread, or a run of messages close in time.

A message without a thread says little alone. Messages of one channel on one day (UTC) are a
run, which ends where nobody wrote for some hours. The rule depends on the messages alone, so
whoever applies it to the same day finds the same runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.audience import PersonId
from domain.evidence import SourceRef
from domain.question import ChannelId, MessageTs, SourceKind

RUN_ENDS_AFTER = timedelta(hours=4)
LONGEST_RUN = 60  # messages


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackMessage:
    """A message with its text made plain. `thread` is its thread's root, empty outside one."""

    channel: ChannelId
    ts: MessageTs
    author: str
    text: str
    person: PersonId | None = None
    thread: MessageTs = MessageTs("")
    edited: str = ""

    @property
    def at(self) -> datetime:
        return moment_of(self.ts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Messages that belong together, oldest first; at least one."""

    messages: tuple[SlackMessage, ...]

    @property
    def channel(self) -> ChannelId:
        return self.messages[0].channel

    @property
    def root(self) -> SlackMessage:
        return self.messages[0]

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.root.thread or self.root.ts}"

    @property
    def created(self) -> datetime:
        return self.messages[0].at

    @property
    def modified(self) -> datetime:
        return max(message.at for message in self.messages)

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(message.author for message in self.messages))

    @property
    def text(self) -> str:
        return "\n".join(f"{message.author}: {message.text}" for message in self.messages)

    @property
    def title(self) -> str:
        """The first words, on one line."""
        return shortened(" ".join(self.root.text.split()), 80)

    @property
    def revision(self) -> str:
        last = max(message.edited or message.ts for message in self.messages)
        return f"{len(self.messages)}-{last}"


def moment_of(ts: str) -> datetime:
    """Slack's timestamps are seconds with six decimals. Raises ValueError."""
    seconds, _, micros = ts.partition(".")
    whole = datetime.fromtimestamp(int(seconds), UTC)
    return whole + timedelta(microseconds=int((micros or "0").ljust(6, "0")[:6]))


def ts_of(moment: datetime) -> MessageTs:
    whole = int(moment.timestamp())
    return MessageTs(f"{whole}.{moment.microsecond:06d}")


def day_of(ts: str) -> tuple[datetime, datetime]:
    """The day's first moment and the next day's, in UTC."""
    start = moment_of(ts).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def ref_of(channel: ChannelId, ts: MessageTs) -> SourceRef:
    return SourceRef(source=SourceKind.SLACK, key=f"{channel}:{ts}")


def exchanges(messages: Iterable[SlackMessage]) -> tuple[Exchange, ...]:
    """Threads and runs among one channel's messages, oldest first."""
    threads: dict[MessageTs, list[SlackMessage]] = {}
    loose: list[SlackMessage] = []
    for message in sorted(messages, key=lambda m: m.ts):
        if message.thread:
            threads.setdefault(message.thread, []).append(message)
        else:
            loose.append(message)
    found = [Exchange(messages=tuple(thread)) for thread in threads.values()]
    found += [Exchange(messages=tuple(run)) for run in _runs(loose)]
    return tuple(sorted(found, key=lambda exchange: exchange.root.ts))


def _runs(loose: Sequence[SlackMessage]) -> list[list[SlackMessage]]:
    runs: list[list[SlackMessage]] = []
    for message in loose:
        if runs and _goes_on(runs[-1], message):
            runs[-1].append(message)
        else:
            runs.append([message])
    return runs


def _goes_on(run: list[SlackMessage], message: SlackMessage) -> bool:
    last = run[-1].at
    return (
        len(run) < LONGEST_RUN
        and message.at.date() == last.date()
        and message.at - last <= RUN_ENDS_AFTER
    )


def shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: text.rfind(" ", 0, most) if " " in text[:most] else most].rstrip() + "…"

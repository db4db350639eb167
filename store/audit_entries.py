"""What the audit log's entries are made from: the journal, the outbox, and deeds.

Ids, hosts, counts and digests, never anybody's words.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256

from domain.answer import Answer
from domain.events import (
    AnswerReady,
    PlanAgreed,
    RunEvent,
    RunStarted,
    RunStopped,
    SearchApproved,
    Searched,
    SearchShown,
    TakenBack,
    WasRead,
    Withheld,
)
from domain.question import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`what` is a verb; `about` are refs, hosts, channels, digests and counts by name."""

    at: str
    run: str
    who: str
    what: str
    about: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


Told = tuple[str, tuple[tuple[str, str], ...]]

TELLING = (
    *("run_started", "plan_agreed", "searched", "was_read", "withheld", "search_shown"),
    *("search_approved", "answer_ready", "run_stopped", "run_failed", "taken_back"),
)


def told(event: RunEvent) -> Told:
    match event.what:
        case Searched():
            return _searched(event.what)
        case WasRead(source=SourceKind.WEB):
            return "fetched", ()
        case WasRead(ref=ref):
            return "read", (("ref", ref),)
        case Withheld(source=source, refs=refs):
            return "withheld", (("source", source.value), ("count", str(len(refs))))
        case SearchShown() | SearchApproved():
            return _approval(event.what)
        case _:
            return _end(event)


def _searched(what: Searched) -> Told:
    if what.source is SourceKind.WEB:
        return "sent a query", _digest(what.query)
    return "searched", (("source", what.source.value), ("found", str(what.found)))


def _approval(what: SearchShown | SearchApproved) -> Told:
    digest = (("sha256", what.digest),)
    if isinstance(what, SearchShown):
        return "was shown a search", digest
    verb = "approved a search" if what.approved else "declined a search"
    return verb, (*digest, ("by", what.by))


def _end(event: RunEvent) -> Told:
    match event.what:
        case AnswerReady(answer=answer):
            return "was answered", _sources(answer)
        case RunStarted():
            return "asked", ()
        case RunStopped():
            return "was stopped", ()
        case TakenBack():
            return "had a post taken back", _taken(event.what)
        case PlanAgreed(choice=choice, limit_usd=limit):
            return "agreed to a plan", (("choice", choice.value), ("usd", f"{limit:.2f}"))
        case _:
            return "failed", ()


def _taken(what: TakenBack) -> tuple[tuple[str, str], ...]:
    counts = (("messages", str(what.messages)), ("files", str(what.files)))
    return ("channel", what.channel), *counts


def _sources(answer: Answer) -> tuple[tuple[str, str], ...]:
    return tuple(("cites", str(source.origin.ref)) for source in answer.sources)


def _digest(words: str) -> tuple[tuple[str, str], ...]:
    digest = sha256(words.encode()).hexdigest()
    return ("sha256", digest), ("letters", str(len(words)))


def kind_of(post: str | None) -> str:
    return str(json.loads(post)["content"]["kind"]) if post else ""


def moment_of(ts: str) -> str:
    """Slack's own moment of the message."""
    try:
        return datetime.fromtimestamp(float(ts), UTC).isoformat()
    except ValueError:
        return ""

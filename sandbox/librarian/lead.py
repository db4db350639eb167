"""The lead: splits the question, dispatches, waits, follows people's wishes, finishes."""

import re
from dataclasses import dataclass

from sandbox.claude.reply import Reply, says, tool_use
from sandbox.claude.wire import Json
from sandbox.librarian.facets import Facet, facets_of
from sandbox.librarian.reading import SOURCES, Call, Reading, plain, tag
from sandbox.librarian.sentences import cleaned
from sandbox.librarian.triage import (
    asked_in,
    query_for,
    shortened,
    telling,
    topic_in,
    web_queries,
)
from sandbox.librarian.words import keywords, stems

LONGEST_TITLE = 60
MOST_PASSAGES = 40
LEAST_USD = 0.03
MOST_WEB_QUERIES = 6
STOPS = re.compile(
    r"\b(?:skip|stop|drop|leave out|without|no need|cancel|forget|ohne|lass|sans|arrête|sin|"
    r"omite)\b|不要|止め|やめ",
    re.IGNORECASE,
)
NARROWS = re.compile(
    r"\b(?:only|just|since|nur|seit|seulement|depuis|solo|desde)\b", re.IGNORECASE
)
ADDS = re.compile(
    r"^\W*(?:(?:please|and|also|bitte|auch|aussi|también)\s+|"
    r"(?:check|look at|look into|find out|include|add|prüfe|vérifie|mira)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the lead knows: the subtasks it sent out and what has happened since."""

    reading: Reading
    sent: tuple[Json, ...]
    events: tuple[Json, ...]
    fresh: tuple[Json, ...]
    running: tuple[str, ...]
    parts: tuple[Facet, ...]

    @property
    def room(self) -> int:
        """How many subtasks may still be sent."""
        most = self.reading.number(r"at most (\d+) (?:more )?(?:subtasks|parts)", 4)
        return most - len(self.sent)

    @property
    def endings(self) -> list[Json]:
        return [event for event in self.events if event.get("type") == "subtask_ended"]


def lead(reading: Reading) -> Reply:
    """One turn."""
    case = case_of(reading)
    if not case.sent:
        return _opening_turn(case)
    steering = [call for event in case.fresh for call in _steer(case, event)]
    if steering:
        return says(*steering, tool_use("wait", {}))
    if any(_presses(event) for event in case.fresh):
        return says(_finish(case))
    if case.running or _never_waited(reading):
        return says(tool_use("wait", {}))
    more = _follow_up(case)
    return says(*more, tool_use("wait", {})) if more else says(_finish(case))


def _presses(event: Json) -> bool:
    """Whether time or money is over."""
    left = event.get("left_usd")
    return event.get("type") == "time" or (left is not None and left < LEAST_USD)


def case_of(reading: Reading) -> Case:
    """From the calls so far; refused subtasks count as never sent."""
    refused = {row.get("id") for call in reading.calls for row in _rows(call, "refused")}
    sent = [
        subtask
        for call in reading.calls
        if call.name == "dispatch"
        for subtask in call.arguments.get("subtasks", [])
        if subtask.get("id") not in refused and not call.failed
    ]
    waits = [call for call in reading.calls if call.name == "wait"]
    last = waits[-1] if waits else None
    earlier = Call(name="plan", arguments={}, result=plan_in(reading), failed=False)
    known = _rows(earlier, "known")
    return Case(
        reading=reading,
        sent=tuple(sent),
        events=(*known, *(event for call in waits for event in _rows(call, "events"))),
        fresh=tuple(_rows(last, "events")) if last and last in _latest(reading) else (),
        running=tuple(str(one) for one in (last.data().get("running") or [])) if last else (),
        parts=tuple(asked_in(reading)),
    )


def plan_in(reading: Reading) -> str:
    """The reports that a continued run starts from."""
    return f'{{"known": {plain(tag(reading.opening, "plan")).strip() or "[]"}}}'


def _latest(reading: Reading) -> tuple[Call, ...]:
    return reading.calls[len(reading.calls) - reading.last_calls :]


def _rows(call: Call | None, key: str) -> list[Json]:
    rows = call.data().get(key) if call else None
    return [row for row in rows or [] if isinstance(row, dict)]


def _never_waited(reading: Reading) -> bool:
    return not any(call.name == "wait" for call in reading.calls)


def _opening_turn(case: Case) -> Reply:
    done = {end.get("title") for end in case.endings if end.get("outcome") == "found"}
    subtasks = [one for one in plan(case) if one["title"] not in done]
    if case.reading.turns or not subtasks:  # everything was refused, or is known
        return says(_finish(case))
    return says(tool_use("dispatch", {"subtasks": subtasks}), tool_use("wait", {}))


def plan(case: Case) -> list[Json]:
    """Internal parts by facet, one web part when the question looks outside."""
    available = case.reading.sources("(?:available )?sources") or list(SOURCES)
    inside = [source for source in available if source != "web"]
    topic = topic_in(case.reading, list(case.parts))
    outside = [part for part in case.parts if part.outside and "web" in available]
    grid = [part for part in outside if part.compares]
    apart = len(grid) > 1 and case.room >= 2 * len(case.parts)
    shares = [[part] for part in outside] if apart else [outside] * bool(outside)
    groups = _groups(case, inside, most=max(1, case.room - len(shares)))
    subtasks = [
        _subtask(f"s{at}", parts, sources, first=topic)
        for at, (parts, sources) in enumerate(groups, start=1)
    ]
    for share in shares:
        subtasks.append(_web_subtask(f"s{len(subtasks) + 1}", share, topic))
    return subtasks


def _groups(case: Case, inside: list[str], *, most: int) -> list[tuple[list[Facet], list[str]]]:
    """A part of the question each; a single part is split by what people say and file."""
    if not inside:
        return []
    parts = [part for part in case.parts if _has_inside(part, case.parts[0])]
    parts = parts or [case.parts[0]]
    if len(parts) == 1 and len(inside) > 1 and most > 1:
        said = [source for source in inside if source == "slack"]
        filed = [source for source in inside if source != "slack"]
        return [(parts, sources) for sources in (said, filed) if sources]
    kept = [([part], inside) for part in parts[:most]]
    for part in parts[most:]:
        kept[-1][0].append(part)
    return kept


def _has_inside(part: Facet, first: Facet) -> bool:
    """Whether the company's own sources may say something about it."""
    return part.about_us or not part.outside or (first.about_us and not part.names)


def _subtask(
    name: str, parts: list[Facet], sources: list[str], *, first: Facet, essential: bool = True
) -> Json:
    text = "; ".join(part.text for part in parts)
    return {
        "id": name,
        "title": shortened(text, LONGEST_TITLE),
        "objective": text,
        "sources": sources,
        "boundaries": "Leave the other parts of the question, and the web, to the others.",
        "expected": "Dated statements with who made them; both sides where sources disagree.",
        "queries": _queries(parts, first),
        "needs": [],
        "essential": essential,
    }


def _queries(parts: list[Facet], first: Facet) -> list[str]:
    """One a part, and the bare topic for parts that point back to it."""
    queries = [query_for(part, first) for part in parts]
    if any(part.context and not part.names for part in parts):
        queries.append(" ".join(telling(first)[:2]))
    return list(dict.fromkeys(query for query in queries if query))


def _web_subtask(name: str, outside: list[Facet], topic: Facet) -> Json:
    text = "; ".join(part.text for part in outside)
    return _subtask(name, outside, ["web"], first=topic) | {
        "title": shortened(text, LONGEST_TITLE),
        "boundaries": "Public pages only; what the company itself says is for the others.",
        "expected": "Figures as the pages that own them state them.",
        "queries": web_queries(outside, topic=topic, most=MOST_WEB_QUERIES),
    }


def _steer(case: Case, event: Json) -> list[Json]:
    """What a person's words in the thread ask for."""
    if event.get("type") != "reply":
        return []
    wish = str(event.get("text", ""))
    if STOPS.search(wish):
        return _cancellations(case, wish)
    if NARROWS.search(wish):
        return [tool_use("redirect", {"subtask": name, "note": wish}) for name in case.running]
    if case.room < 1:
        return []
    return [tool_use("dispatch", {"subtasks": [_wished(case, event, wish)]})]


def _cancellations(case: Case, wish: str) -> list[Json]:
    words = set(stems(wish))
    named = [source for source in SOURCES if source in wish.lower()]
    return [
        tool_use("cancel", {"subtask": one["id"], "reason": wish})
        for one in case.sent
        if one["id"] in case.running
        and (set(named) & set(one["sources"]) or (words & set(stems(one["title"]))))
    ]


def _wished(case: Case, event: Json, wish: str) -> Json:
    matter = ADDS.sub("", wish).strip(" .!") or wish
    inside = [source for source in _sources(case) if source != "web"]
    named = [source for source in inside if source in matter.lower()]
    part = facets_of(matter)[0]
    made = _subtask(
        f"s{len(case.sent) + 1}", [part], named or inside, first=part, essential=False
    )
    return made | {
        "title": shortened(matter, LONGEST_TITLE),
        "expected": f"For {event['from']}.",
    }


def _sources(case: Case) -> list[str]:
    return case.reading.sources("(?:available )?sources") or ["slack", "drive", "notion"]


def _follow_up(case: Case) -> list[Json]:
    """Once, when findings name something that nobody has read yet."""
    inside = [source for source in _sources(case) if source != "web"]
    if case.room < 1 or not inside or any(one["id"].startswith("f") for one in case.sent):
        return []
    steps = [
        step for end in case.endings for step in end.get("findings", {}).get("next_steps", [])
    ]
    steps = [step for step in steps if str(step).startswith("Read ")]
    if not steps:
        return []
    first = case.parts[0]
    titles = [" ".join(keywords(str(step).removeprefix("Read ")))[:80] for step in steps[:3]]
    made = _subtask("f1", [first], inside, first=first, essential=False)
    made |= {"objective": f"{first.text}: {'; '.join(titles)}", "queries": titles}
    return [tool_use("dispatch", {"subtasks": [made]})]


def _finish(case: Case) -> Json:
    """The outline follows the question's parts, then what people asked for on the way."""
    titles = {one["id"]: one for one in case.sent}
    lines: list[str] = []
    passages: list[str] = []
    gaps: list[str] = []
    disputed: list[str] = []
    order = [one["id"] for one in case.sent]
    for end in sorted(case.endings, key=lambda end: _place(order, str(end.get("subtask")))):
        part = titles.get(str(end.get("subtask")), end)
        findings = end.get("findings") or {}
        found = findings.get("main_findings") or []
        heading = f"## {part.get('title', end.get('subtask'))}"
        if found and heading not in lines:
            lines.append(heading)
        lines += [f"- {cleaned(str(row.get('text', '')))}" for row in found]
        passages += [str(name) for row in found for name in row.get("passage_ids", [])]
        gaps += [str(gap) for gap in end.get("gaps") or []]
        if not found:
            gaps.append(f"Nothing found: {part.get('title', '')}")
        disputed += [text for text in findings.get("uncertainties", []) if "disagree" in text]
    return tool_use(
        "finish",
        {
            "outline": "\n".join(lines) or "- Nothing was found.",
            "passage_ids": list(dict.fromkeys(passages))[:MOST_PASSAGES],
            "gaps": list(dict.fromkeys(gaps)),
            "disagreements": list(dict.fromkeys(disputed)),
        },
    )


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)

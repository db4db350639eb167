"""The lead: splits the question, dispatches, waits, follows people's wishes, finishes."""

import json
import re
from html import unescape

from sandbox.claude.reply import Reply, says, tool_use
from sandbox.claude.wire import Json
from sandbox.librarian.question import Part, asked_in, parts_of, queries_for, topic_in
from sandbox.librarian.reading import SOURCES, Reading, attributes, tag
from sandbox.librarian.triage import shortened, web_queries
from sandbox.librarian.words import stems

MOST_PASSAGES, MOST_WEB_QUERIES, LEAST_USD = 40, 6, 0.03
STOPS = re.compile(
    r"(?i)\b(?:skip|stop|drop|leave out|without|no need|cancel|forget|ohne|lass|sans|arrête|"
    r"sin|omite)\b|不要|止め|やめ"
)
NARROWS = re.compile(r"(?i)\b(?:only|just|since|nur|seit|seulement|depuis|solo|desde)\b")
ADDS = re.compile(
    r"(?i)^\W*(?:(?:please|and|also|bitte|auch|aussi|también|check|look at|look into|find out|"
    r"include|add|prüfe|vérifie|mira)\s+)+"
)
HEARD = re.compile(r"<reply\b([^>]*)>(.*?)</reply>", re.DOTALL)


def lead(reading: Reading) -> Reply:
    """One turn; refused subtasks count as never sent."""
    refused = {row["id"] for call in reading.calls for row in call.rows("refused")}
    asked = [one for call in reading.called("dispatch") for one in call.arguments["subtasks"]]
    sent = {one["id"]: one for one in asked if one["id"] not in refused}
    subtasks = [] if reading.turns else plan(reading)  # later: everything was refused
    if not sent and subtasks:
        return says(tool_use("dispatch", {"subtasks": subtasks}), tool_use("wait", {}))
    waits, fresh = reading.called("wait"), _fresh(reading)
    names = [name for call in waits[-1:] for name in call.rows("running")]
    running = {name: sent[name] for name in names if name in sent}
    wishes = [event for event in fresh if event["type"] == "reply"]
    steering = [call for one in wishes for call in _steer(reading, sent, running, wish=one)]
    if steering:
        return says(*steering, tool_use("wait", {}))
    over = any(one["type"] == "time" or one.get("left_usd", 1) < LEAST_USD for one in fresh)
    goes_on = sent and not over and (running or not waits)
    return says(tool_use("wait", {}) if goes_on else _finish(reading, sent))


def _fresh(reading: Reading) -> list[Json]:
    """What happened, and what people said, since the last turn."""
    waits = [call for call in reading.called("wait") if call.turn == reading.turns]
    said = "".join(text for at, text in reading.notes if at == reading.turns)
    replies = [
        {"type": "reply", "text": unescape(text), **attributes(who)}
        for who, text in HEARD.findall(said)
    ]
    return [*(event for call in waits for event in call.rows("events")), *replies]


def _endings(reading: Reading) -> list[Json]:
    """Reports so far; a continued run starts from those of its plan."""
    events = json.loads(tag(reading.opening, "plan") or "[]")
    events += [event for call in reading.called("wait") for event in call.rows("events")]
    return [event for event in events if event["type"] == "subtask_ended"]


def _room(reading: Reading) -> int:
    """How many subtasks a run may have."""
    return int(reading.said(r"at most (\d+) subtasks", "4"))


def plan(reading: Reading) -> list[Json]:
    """Internal parts by facet, one web part when the question looks outside.

    A single part is split by what people say and what they file.
    """
    parts, topic, room = asked_in(reading), topic_in(reading), _room(reading)
    inside = [source for source in reading.sources if source != "web"]
    outside = [part for part in parts if part.outside and "web" in reading.sources]
    own = [p for p in parts if p.ours or not p.outside or (parts[0].ours and not p.names)]
    apart = sum(part.compares for part in outside) > 1 and room >= 2 * len(parts)
    shares = [[part] for part in outside] if apart else [outside][: len(outside)]
    own, most = own or parts[:1], max(1, room - len(shares))
    groups = [([part], inside) for part in own[: most - 1]] + [(own[most - 1 :], inside)]
    if len(own) == 1 and most > 1:
        groups = [(own, [one for one in inside if one == "slack"])]
        groups += [(own, [one for one in inside if one != "slack"])]
    subtasks = [_subtask(group, found, topic) for group, found in groups if group and found]
    for share in shares:
        queries = {"queries": web_queries(share, topic)[:MOST_WEB_QUERIES]}
        subtasks.append(_subtask(share, ["web"], topic) | queries)
    done = {end.get("title") for end in _endings(reading) if end["outcome"] == "found"}
    named = [one | {"id": f"s{at}"} for at, one in enumerate(subtasks, start=1)]
    return [one for one in named if one["title"] not in done]


def _subtask(parts: list[Part], sources: list[str], topic: Part) -> Json:
    text = "; ".join(part.text for part in parts)
    queries = [query for part in parts for query in queries_for(part, topic)]
    if any(part.context and not part.names for part in parts):
        queries.append(" ".join(topic.words[:2]))
    return {
        "title": shortened(text),
        "objective": text,
        "sources": sources,
        "boundaries": "Leave the other parts of the question to the others.",
        "expected": "Dated statements and figures, with who made them.",
        "queries": list(dict.fromkeys(query for query in queries if query)),
        "needs": [],
        "essential": True,
    }


def _steer(
    reading: Reading, sent: dict[str, Json], running: dict[str, Json], *, wish: Json
) -> list[Json]:
    """What a person's words in the thread ask for."""
    text = str(wish["text"])
    named = [source for source in SOURCES if source in text.lower()]
    if STOPS.search(text):
        words = {*stems(text), *named}
        return [
            tool_use("cancel", {"subtask": name, "reason": text})
            for name, one in running.items()
            if words & {*one["sources"], *stems(one["title"])}
        ]
    if NARROWS.search(text):
        return [tool_use("redirect", {"subtask": name, "note": text}) for name in running]
    if len(sent) >= _room(reading):
        return []
    part = parts_of(ADDS.sub("", text).strip(" .!") or text)[0]
    sources = [source for source in named or reading.sources if source != "web"]
    own = {"id": f"s{len(sent) + 1}", "expected": f"For {wish['from']}.", "essential": False}
    return [tool_use("dispatch", {"subtasks": [_subtask([part], sources, part) | own]})]


def _finish(reading: Reading, sent: dict[str, Json]) -> Json:
    """The outline follows the question's parts, then what people asked for on the way."""
    order, endings = list(sent), _endings(reading)
    lines, passages, gaps = list[str](), list[str](), list[str]()
    order += [end["subtask"] for end in endings]
    for end in sorted(endings, key=lambda end: order.index(end["subtask"])):
        title = sent.get(end["subtask"], end).get("title", "")
        found = end["findings"]["main_findings"]
        lines += [f"## {title}", *(f"- {row['text']}" for row in found)] if found else []
        passages += [name for row in found for name in row["passage_ids"]]
        gaps += [*end["gaps"], *([] if found else [f"Nothing found: {title}"])]
    return tool_use(
        "finish",
        {
            "outline": "\n".join(lines) or "- Nothing was found.",
            "passage_ids": list(dict.fromkeys(passages))[:MOST_PASSAGES],
            "gaps": list(dict.fromkeys(gaps)),
            "disagreements": [],
        },
    )

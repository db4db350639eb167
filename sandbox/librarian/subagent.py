"""A subagent: searches wide, reads the best, looks again where little came, reports quotes."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from sandbox.claude.reply import Reply, says, tool_use
from sandbox.claude.wire import Json
from sandbox.librarian.facets import Facet, facets_of
from sandbox.librarian.findings import report
from sandbox.librarian.periods import period_in
from sandbox.librarian.reading import (
    SOURCES,
    Call,
    Hit,
    Material,
    Reading,
    hits,
    materials,
    tag,
)
from sandbox.librarian.relevance import Scale, owned_by, scale_of
from sandbox.librarian.signs import prior
from sandbox.librarian.words import keywords, stem, stems

MOST_READS_A_TURN = 8
READS_A_SOURCE = 4
READS_ALONE = 6
FEW_HITS = 2
MOST_QUERIES = 3  # of one source before the single words are tried
FEW_WORDS = 3
SEEN_BEFORE = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be found where; `calls_left` counts down from the task's own limit."""

    objective: str
    parts: tuple[Facet, ...]
    sources: tuple[str, ...]
    queries: tuple[str, ...]
    since: str
    calls_left: int


def subagent(reading: Reading, tools: list[str]) -> Reply:
    """One turn."""
    task = task_of(reading, tools)
    searches = [call for call in reading.calls if call.name.startswith("search_")]
    if not searches:
        return says(*_first_searches(task, tools))
    found = [hit for call in searches for hit in hits(call.result)]
    opened = {str(call.arguments.get("ref")) for call in reading.calls if _reads(call)}
    turn = [*_reads_of(task, found, opened), *_pages(reading, task)]
    if reading.turns == 1 and (not opened or len(turn) < FEW_HITS):
        turn += _second_searches(task, searches, tools)
    told_to_stop = bool(reading.later) and "report_findings" in reading.later[-1]
    turn = [] if told_to_stop else turn[: max(0, task.calls_left)]
    return says(*turn) if turn else says(tool_use("report_findings", _report(reading, task)))


def task_of(reading: Reading, tools: list[str]) -> Task:
    """The task block is read line by line; what it lacks comes from the question."""
    block = tag(reading.opening, "task") or reading.opening
    own = Reading(opening=block, later=(), calls=(), turns=0, last_calls=0)
    offered = [source for source in SOURCES if f"search_{source}" in tools]
    objective = own.line("objective") or reading.question or block[:300]
    notes = [words for text in reading.later if (words := tag(text, "note").strip())]
    limit = reading.number(r"at most (\d+) (?:tool )?calls", 12)
    asked = f"{objective} {' '.join(notes)}"
    period = period_in(f"{reading.question} {asked}", reading.today, "en")
    named = [source for source in own.sources("sources") if source in offered]
    return Task(
        objective=objective,
        parts=tuple(_parts(objective, reading.question, notes)),
        sources=tuple(named or offered),
        queries=tuple(_queries(block)),
        since=period.since,
        calls_left=limit - len(reading.calls),
    )


def _parts(objective: str, question: str, notes: list[str]) -> list[Facet]:
    """The objective's parts; those of few words are about what the question is about."""
    topic = facets_of(question)[0].text
    asked = list(dict.fromkeys(stems(question)))[:6]
    parts: list[Facet] = []
    for part in (part for text in (objective, *notes) for part in facets_of(text)):
        if part.compares:
            parts += facets_of(part.text, topic=topic)
        elif part.names or len(part.own) >= FEW_WORDS:
            parts.append(part)
        else:
            context = (*part.context, *asked)
            parts.append(
                replace(part, context=tuple(word for word in context if word not in part.own))
            )
    return parts


def _queries(block: str) -> list[str]:
    """Starting queries, on one line or as a list."""
    found = re.search(
        r"^\W*(?:start|[^\n:]*quer)[^:\n]*:(.*(?:\n\s*[-*] .*)*)",
        block,
        re.MULTILINE | re.IGNORECASE,
    )
    if found is None:
        return []
    parts = re.split(r"[;\n|]|,\s+(?=[\"“])", found.group(1))
    return [query for part in parts if (query := part.strip(" -*\"“”'"))]


def _first_searches(task: Task, tools: list[str]) -> list[Json]:
    """Wide: up to two queries a source, three when it is the only one."""
    own = [" ".join(part.words[:4]) for part in task.parts]
    queries: list[str] = []
    for query in (*task.queries, *own):
        if query and not any(_nearly_same(query, other) for other in queries):
            queries.append(query)
    most = max(3, len(task.queries)) if len(task.sources) == 1 else 2
    return _searches(task, dict.fromkeys(task.sources, queries[:most]), tools)


def _nearly_same(query: str, other: str) -> bool:
    """Whether one only adds a word to what the other asks."""
    words, others = set(stems(query)), set(stems(other))
    return (words <= others or others <= words) and len(words ^ others) <= 1


def _second_searches(task: Task, searches: list[Call], tools: list[str]) -> list[Json]:
    """Where little came, the single telling words; once."""
    asked: dict[str, list[str]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    for call in searches:
        source = call.name.removeprefix("search_")
        asked[source].append(str(call.arguments.get("query", "")).lower())
        count[source] += len(hits(call.result))
    known = {stem(word.lower()): word for part in task.parts for word in part.words}
    names = [name for part in task.parts for name in part.names]
    topic = keywords(" ".join(task.queries)) or keywords(task.objective)
    singles = list(dict.fromkeys([*names, *topic, *known.values()]))
    wanted = {
        source: [word for word in singles if word.lower() not in asked[source]][:2]
        for source in task.sources
        if count[source] < FEW_HITS and len(asked[source]) <= MOST_QUERIES
    }
    return _searches(task, wanted, tools)


def _searches(task: Task, queries: dict[str, list[str]], tools: list[str]) -> list[Json]:
    return [
        tool_use(f"search_{source}", {"query": query, "since": "", "until": "", "limit": 8})
        for source, wanted in queries.items()
        for query in wanted
        if f"search_{source}" in tools
    ][: max(1, task.calls_left)]


def _reads_of(task: Task, found: list[Hit], opened: set[str]) -> list[Json]:
    """The most promising hits that have not been opened."""
    if len(opened) >= MOST_READS_A_TURN + READS_A_SOURCE:
        return []
    chosen = choose(task, found, opened)
    words = " ".join(task.parts[0].words[:3])
    return [
        tool_use(f"read_{hit.source}", {"ref": hit.ref, "find": words, "offset": 0})
        for hit in chosen
    ]


def choose(task: Task, found: list[Hit], opened: set[str]) -> list[Hit]:
    """Greedy: each next hit is the one that adds most to what the others already promise."""
    best: dict[str, Hit] = {}
    for hit in found:
        kept = best.get(hit.ref)
        best[hit.ref] = hit if kept is None or hit.rank < kept.rank else kept
    scale = scale_of(f"{hit.head} {hit.snippet}" for hit in best.values())
    taken = defaultdict(int, {source: _count(opened, source) for source in task.sources})
    covered = {word for hit in best.values() if hit.ref in opened for word in _words(hit)}
    left = [hit for hit in best.values() if hit.ref not in opened]
    chosen: list[Hit] = []
    most = READS_A_SOURCE if len(task.sources) > 1 else READS_ALONE
    floor = 0.12 if not opened else 0.3
    while left and len(chosen) < MOST_READS_A_TURN:
        hit = max(
            left, key=lambda hit: (_promise(hit, task, scale=scale, covered=covered), hit.ref)
        )
        left.remove(hit)
        if _promise(hit, task, scale=scale, covered=covered) < floor:
            break
        if taken[hit.source] < most:
            taken[hit.source] += 1
            covered |= _words(hit)
            chosen.append(hit)
    return chosen


def _count(opened: set[str], source: str) -> int:
    return sum(1 for ref in opened if ref.startswith(f"{source}:"))


def _words(hit: Hit) -> set[str]:
    return set(stems(f"{hit.head} {hit.snippet}"))


def _promise(hit: Hit, task: Task, *, scale: Scale, covered: set[str]) -> float:
    """What reading this hit may bring: overlap, place in its list, look, age, and novelty."""
    text = f"{hit.head} {hit.snippet}"
    words = set(stems(text))
    fit = max(scale.overlap(part, words) for part in task.parts)
    fresh = max(
        scale.overlap(part, words - covered) if part.own else 0.0 for part in task.parts
    )
    owner = any(owned_by(part.names, hit.head) for part in task.parts)
    recent = 0.1 if task.since and hit.date >= task.since else 0.0
    value = SEEN_BEFORE * fit + (1 - SEEN_BEFORE) * fresh + 0.4 * owner + recent
    return value * prior(text) + 0.15 / (1 + hit.rank)


def _pages(reading: Reading, task: Task) -> list[Json]:
    """The next window of documents that fit but did not yet show what was looked for."""
    more: list[Json] = []
    reads = [call for call in reading.calls if _reads(call)]
    for call in reads:
        following = re.search(r"^next offset: (\d+)", call.result, re.MULTILINE)
        again = [one for one in reads if one.arguments.get("ref") == call.arguments.get("ref")]
        if following is None or len(again) > 1 or _shows(task, materials(call.result)):
            continue
        arguments = {
            "ref": call.arguments["ref"],
            "find": "",
            "offset": int(following.group(1)),
        }
        more.append(tool_use(call.name, arguments))
    return more[:2]


def _shows(task: Task, passages: list[Material]) -> bool:
    found = {word for passage in passages for word in stems(passage.text)}
    return any(len(set(part.own) & found) * 2 > len(part.own) for part in task.parts)


def _reads(call: Call) -> bool:
    return call.name.startswith("read_")


def _report(reading: Reading, task: Task) -> Json:
    texts = [call.result for call in reading.calls if _reads(call) and not call.failed]
    read = [passage for text in (reading.opening, *texts) for passage in materials(text)]
    return report(read, list(task.parts), task.sources)

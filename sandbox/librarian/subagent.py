"""A subagent: searches wide, reads the best, looks again where little came, reports quotes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sandbox.claude.reply import Reply, says, tool_use
from sandbox.claude.wire import Json
from sandbox.librarian.question import FEW_WORDS, Part, asked_in, topic_in
from sandbox.librarian.reading import Passage, Reading, hits, materials, tag
from sandbox.librarian.scoring import Scale, Scored, best, owned, prior
from sandbox.librarian.sentences import Line, lines_of
from sandbox.librarian.words import keywords, stems

MOST_READS, READS_A_SOURCE, READS_ALONE, FEW_HITS = 8, 4, 6, 2
MOST_FINDINGS, A_PASSAGE, GOOD = 12, 3, 0.8
OWNER, BY_RANK, AGAIN = 0.4, 0.15, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be found where."""

    parts: list[Part]
    sources: list[str]
    queries: list[str]


def subagent(reading: Reading, tools: list[str]) -> Reply:
    """One turn."""
    task, turn = task_of(reading, tools), list[Json]()
    searches, reads = reading.called("search_"), reading.called("read_")
    if not searches:
        turn = _searches(task, task.queries, most=3 if len(task.sources) == 1 else 2)
    elif not reads:
        turn = _reads(task, [hit for one in searches for hit in enumerate(hits(one.result))])
    if reading.turns == 1 and len(turn) < FEW_HITS:
        asked = {str(call.arguments.get("query")).lower() for call in searches}
        names = [name for part in task.parts for name in part.names]
        words = [*names, *keywords(" ".join(task.queries))]
        turn += _searches(task, [word for word in words if word.lower() not in asked], most=2)
    left = int(reading.said(r"at most (\d+) (?:tool )?calls", "12")) - len(reading.calls)
    told_to_stop = reading.notes and "report_findings" in reading.notes[-1][1]
    if turn and left > 0 and not told_to_stop:
        return says(*turn[:left])
    texts = (reading.opening, *(call.result for call in reads))
    read = [passage for text in texts for passage in materials(text)]
    return says(tool_use("report_findings", report(task, lines_of(read))))


def task_of(reading: Reading, tools: list[str]) -> Task:
    """The task block is read line by line; what it lacks comes from the question."""
    own, topic = (
        Reading(opening=tag(reading.opening, "task") or reading.opening),
        topic_in(reading),
    )
    objective = own.said(r"^objective: (.*)") or reading.question
    notes = [tag(text, "note") for _, text in reading.notes]
    asked = [part for text in (objective, *notes) if text for part in asked_in(reading, text)]
    offered = [tool.removeprefix("search_") for tool in tools if tool.startswith("search_")]
    queries = [
        *own.said("^start from: (.*)").split(" | "),
        *(" ".join(p.words[:4]) for p in asked),
    ]
    return Task(
        parts=[_about(part, topic) for part in asked],
        sources=[source for source in own.sources if source in offered],
        queries=[query for query in queries if query],
    )


def _about(part: Part, topic: Part) -> Part:
    """A part of few words is about what the question is about."""
    if part.names or len(part.own) >= FEW_WORDS:
        return part
    context = dict.fromkeys([*part.context, *topic.own, *topic.context])
    return replace(part, context=tuple(word for word in context if word not in part.own))


def _searches(task: Task, queries: Sequence[str], *, most: int) -> list[Json]:
    """In every source; a query that only adds a word to another is none."""
    wanted: dict[str, set[str]] = {}
    for query in queries:
        words = set(stems(query))
        if not any(len(words ^ other) <= 1 for other in wanted.values()):
            wanted[query] = words
    return [
        tool_use(f"search_{source}", {"query": query, "since": "", "until": "", "limit": 8})
        for source in task.sources
        for query in list(wanted)[:most]
    ]


def _reads(task: Task, found: list[tuple[int, Passage]]) -> list[Json]:
    """The most promising hits, by words and rank; each next one for what it adds."""
    lines = {
        hit: Line(passage=hit, raw="", text=f"{hit.title} {hit.texts[0]}") for _, hit in found
    }
    words = {hit: set(stems(line.text)) for hit, line in lines.items()}
    scale, wanted = (
        Scale([*lines.values()]),
        {w for p in task.parts for w in (*p.own, *p.context)},
    )

    def again(line: Line, kept: Sequence[Line]) -> float:
        beside = sum(one.passage.source == line.passage.source for one in kept)
        known = {word for one in kept for word in words[one.passage]}
        mine = words[line.passage] & wanted
        full = beside >= (READS_A_SOURCE if len(task.sources) > 1 else READS_ALONE)
        return 0.0 if full else AGAIN + (1 - AGAIN) * len(mine - known) / (len(mine) or 1)

    promises: dict[str, tuple[float, Line]] = {}
    for rank, hit in sorted(found, key=lambda one: -one[0]):
        fit = max(
            scale.share(p, words[hit]) + OWNER * owned(p, hit.title.rpartition(" — ")[2])
            for p in task.parts
        )
        promises[hit.name] = (fit * prior(lines[hit].text) + BY_RANK / (1 + rank), lines[hit])
    find = " ".join(task.parts[0].words[:3])
    return [
        tool_use(
            f"read_{one.passage.source}", {"ref": one.passage.name, "find": find, "offset": 0}
        )
        for _, one in best([*promises.values()], MOST_READS, again, fair=0.0)
    ]


def report(task: Task, lines: list[Line]) -> Json:
    """The best sentences, a few of each passage."""
    ranks = [Scale(lines).rank(part, lines) for part in task.parts]
    scored: Scored = [(max(row), line) for *row, line in zip(*ranks, lines, strict=True)]

    def again(line: Line, kept: Sequence[Line]) -> float:
        return float(sum(one.passage is line.passage for one in kept) < A_PASSAGE)

    found = best(scored, MOST_FINDINGS, again)
    said = " ".join(f"{line.text} {line.beside}" for _, line in found).lower()
    missing = [name for part in task.parts for name in part.names if name.lower() not in said]
    if not found:
        missing = [task.parts[0].text]
    return {
        "main_findings": [_finding(line, score) for score, line in found],
        "uncertainties": [f"Nothing found about {one}" for one in dict.fromkeys(missing)],
        "do_not_overstate": [],
        "next_steps": [],
    }


def _finding(line: Line, score: float) -> Json:
    confidence = "high" if score >= GOOD else "medium"
    return {
        "text": line.text,
        "passage_ids": [line.passage.name],
        "quote": line.raw,
        "confidence": confidence if prior(line.passage.title) == 1 else "low",
    }

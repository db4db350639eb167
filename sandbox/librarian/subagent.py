"""A subagent: searches wide, reads the best, looks again where little came, reports quotes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sandbox.claude.reply import Reply, says, tool_use
from sandbox.claude.wire import Json
from sandbox.librarian.question import FEW_WORDS, Part, asked_in, topic_in
from sandbox.librarian.reading import Passage, Reading, hits, materials, tag
from sandbox.librarian.scoring import LEAST, Scale, Scored, beside, best, official, prior
from sandbox.librarian.sentences import Line, lines_of
from sandbox.librarian.words import keywords, stems

READS_A_SOURCE, READS_ALONE, FEW_HITS = 4, 8, 2
MOST_FINDINGS, GOOD = 12, 0.8
OWNER, BY_RANK = 0.4, 0.15


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
    own = Reading(opening=tag(reading.opening, "task") or reading.opening)
    topic = topic_in(reading)
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
    """The most promising hits by words, owner and rank, a few of each source."""
    lines = [Line(passage=one, raw="", text=f"{one.title} {one.texts[0]}") for _, one in found]
    scale, promises, chosen = Scale(lines), dict[str, float](), list[str]()
    for (rank, hit), line in zip(found, lines, strict=True):
        words = set(stems(line.text))
        fits = [
            scale.share([*p.own, *p.context], words) + OWNER * official(p, line)
            for p in task.parts
        ]
        value = max(fits) * prior(line.text) + BY_RANK / (1 + rank)
        promises[hit.name] = max(value, promises.get(hit.name, 0.0))
    most = READS_A_SOURCE if len(task.sources) > 1 else READS_ALONE
    for source in task.sources:
        refs = [ref for ref in promises if ref.startswith(source)]
        chosen += sorted(refs, key=lambda ref: -promises[ref])[:most]
    find = " ".join(task.parts[0].words[:3])
    return [
        tool_use(f"read_{ref.partition(':')[0]}", {"ref": ref, "find": find, "offset": 0})
        for ref in chosen
        if promises[ref] >= LEAST
    ]


def report(task: Task, lines: list[Line]) -> Json:
    """The best sentences, of all passages and about all names."""
    ranks = [Scale(lines).rank(part, lines) for part in task.parts]
    scored: Scored = [(max(row), line) for *row, line in zip(*ranks, lines, strict=True)]

    found = best(scored, MOST_FINDINGS, beside(task.parts[0]))
    return {
        "main_findings": [
            {
                "text": line.text,
                "passage_ids": [line.passage.name],
                "quote": line.raw,
                "confidence": "high" if score * prior(line.passage.title) >= GOOD else "medium",
            }
            for score, line in found
        ],
        "uncertainties": [] if found else [f"Nothing found about {task.parts[0].text}"],
        "do_not_overstate": [],
        "next_steps": [],
    }

"""What of a stopped run was done and what was not, as people are told."""

from collections import Counter
from collections.abc import Iterable, Sequence

from agents.gaps import source_name
from agents.phrases import Phrases
from domain.events import RunEvent, SubtaskEnded, SubtaskStarted
from domain.plan import Outcome, Subtask, SubtaskId

Told = tuple[str, ...]


def stopped_parts(events: Iterable[RunEvent], words: Phrases) -> tuple[Told, Told]:
    """Done and not done: by the sources' names, or by titles where a source is in both.

    A title that several parts share has its sources behind it.
    """
    parts: dict[SubtaskId, Subtask] = {}
    ended: list[SubtaskId] = []
    for event in events:
        match event.what:
            case SubtaskStarted(subtask=part):
                parts[part.id] = part
            case SubtaskEnded(subtask=part_id, outcome=Outcome.FOUND | Outcome.NOTHING):
                ended.append(part_id)
            case _:
                pass
    done = [parts[part] for part in ended if part in parts]
    left = [part for part in parts.values() if part.id not in ended]
    names = _names(done, words), _names(left, words)
    if set(names[0]) & set(names[1]):
        shared = Counter(part.title for part in (*done, *left))
        return _titles(done, words, shared=shared), _titles(left, words, shared=shared)
    return names


def _titles(parts: Sequence[Subtask], words: Phrases, *, shared: Counter[str]) -> Told:
    return tuple(
        f"{part.title} ({', '.join(_names([part], words))})"
        if shared[part.title] > 1
        else part.title
        for part in parts
    )


def _names(parts: Sequence[Subtask], words: Phrases) -> Told:
    kinds = (source for part in parts for source in part.sources)
    return tuple(dict.fromkeys(source_name(kind, words) for kind in kinds))

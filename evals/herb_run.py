"""HERB through the whole product: what of the gold evidence was read and cited, by source."""

import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.question import SourceKind
from evals.graders import citations_of
from evals.herb import Herb, HerbQuestion, place_of
from evals.stage import NoAnswerError, Stage, Told, open_stage

_QUESTION_SECONDS = 300.0
_SETTLE_SECONDS = 1200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one question; `told` is None when no end was posted in time."""

    question: HerbQuestion
    told: Told | None

    @property
    def answered(self) -> bool:
        return self.told is not None and self.told.answer is not None

    @property
    def says_nothing_found(self) -> bool:
        return bool(self.told and self.told.answer and not self.told.answer.blocks)

    def read(self) -> frozenset[tuple[SourceKind, str]]:
        passages = self.told.passages if self.told else ()
        return frozenset(place_of(passage.origin) for passage in passages)

    def cited(self) -> frozenset[tuple[SourceKind, str]]:
        cited = citations_of(self.told) if self.told else ()
        return frozenset(place_of(citation.origin) for citation in cited)


async def ask_herb(herb: Herb) -> list[Outcome]:
    """One question after another, in one workspace."""
    with tempfile.TemporaryDirectory(prefix="evals-") as data:
        async with open_stage(herb.workspace, Path(data)) as stage:
            await stage.settled(most_seconds=_SETTLE_SECONDS)
            outcomes = []
            for question in (*herb.questions, *herb.unanswerable):
                outcomes.append(await _ask(stage, herb, question))
                print(line_of(outcomes[-1]), flush=True)
            return outcomes


async def _ask(stage: Stage, herb: Herb, question: HerbQuestion) -> Outcome:
    try:
        told = await stage.ask(herb.asker, herb.room, question.text, seconds=_QUESTION_SECONDS)
    except NoAnswerError:
        return Outcome(question=question, told=None)
    return Outcome(question=question, told=told)


def line_of(outcome: Outcome) -> str:
    question, told = outcome.question, outcome.told
    if told is None:
        return f"FAIL {question.id:<18} no end in time"
    gold = question.gold
    state = "ok  " if outcome.answered else "FAIL"
    return (
        f"{state} {question.id:<18} {told.report['effort']:<8} "
        f"{told.report['seconds']:6.1f} s  gold {len(gold):4}, "
        f"read {len(gold & outcome.read()):3}, cited {len(gold & outcome.cited()):3}"
        f"{'  nothing found' if outcome.says_nothing_found else ''}"
    )


def totals(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Shares of the gold evidence by source, then times."""
    asked = [one for one in outcomes if one.question.gold]
    others = [one for one in outcomes if not one.question.gold]
    yield ""
    yield f"answered without an error  {sum(o.answered for o in outcomes)}/{len(outcomes)}"
    yield from _shares(asked)
    if others:
        honest = sum(one.says_nothing_found for one in others)
        yield f"no source has it: said so  {honest}/{len(others)}"
    seconds = [one.told.report["seconds"] for one in outcomes if one.told]
    median, slowest = statistics.median(seconds), max(seconds)
    yield f"seconds                    median {median:.1f}, slowest {slowest:.1f}"


def _shares(outcomes: Sequence[Outcome]) -> Iterator[str]:
    gold, read, cited = Counter[SourceKind](), Counter[SourceKind](), Counter[SourceKind]()
    reached: Counter[SourceKind] = Counter()
    wanted: Counter[SourceKind] = Counter()
    for outcome in outcomes:
        own = outcome.question.gold
        gold.update(kind for kind, _ in own)
        read.update(kind for kind, _ in own & outcome.read())
        cited.update(kind for kind, _ in own & outcome.cited())
        wanted.update({kind for kind, _ in own})
        reached.update({kind for kind, _ in own & outcome.read()})
    for kind in SourceKind:
        if gold[kind]:
            yield (
                f"{kind.value:<8} gold {gold[kind]:5}  read {read[kind] / gold[kind]:6.1%}  "
                f"cited {cited[kind] / gold[kind]:6.1%}  "
                f"questions with some of it read {reached[kind]}/{wanted[kind]}"
            )

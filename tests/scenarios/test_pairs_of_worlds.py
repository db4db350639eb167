"""Two hundred pairs of worlds that differ only in what some people may not read."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.scenarios.pairs_of_worlds import Asked, Company, company, questions, secrets
from tests.scenarios.playing_pairs import Play, Played, Thread, is_small, played

COMPANIES, QUESTIONS = 8, 25


def plays(chance: Random, whole: Company, asked: tuple[Asked, ...]) -> tuple[Play, ...]:
    return tuple(Play(asked=one, world=secrets(chance, whole.insiders)) for one in asked)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, COMPANIES + 1))
async def test_nothing_that_leaves_depends_on_what_some_reader_may_not_see(
    seed: int, tmp_path: Path
) -> None:
    """Model requests, web requests and posts are the same bytes, question by question.

    Made equal are only durations, the ids that Slack gives to blocks, the keys under which
    posts are found again, and the port of the search service. Of a plan the last state counts;
    on a busy machine a small question may get one in one world and be too fast for it in the
    other, so that then only the presence of the plan differs.
    The useful case is in the same worlds: what everybody may read is found and cited.
    """
    chance = Random(seed)
    whole = company(chance)
    asked = questions(chance, whole, QUESTIONS)
    here = await played(whole, plays(chance, whole, asked), tmp_path / "here")
    there = await played(whole, plays(chance, whole, asked), tmp_path / "there")

    differing = [one for n, one in enumerate(asked) if here.of(n) != there.of(n)]
    assert differing == []
    assert here.posted == there.posted
    other_plans = {at for at in here.threads if here.plans.get(at) != there.plans.get(at)}
    assert other_plans <= decided_by_load(here, there, asked)
    assert len(answered(here)) > QUESTIONS / 2


@pytest.mark.slow
async def test_where_insiders_are_among_themselves_the_same_detector_sees_it(
    tmp_path: Path,
) -> None:
    """The control: the same differences, asked about by an insider whom nobody overhears."""
    chance = Random(1)
    whole = company(chance)
    insider = whole.insiders[0]
    texts = (
        "what is the heron price?",
        "what is the osprey date?",
        "what is the marten owner?",
    )
    asked = tuple(Asked(person=insider, place=f"D{insider.upper()}", text=t) for t in texts)
    here = await played(whole, plays(chance, whole, asked), tmp_path / "here")
    there = await played(whole, plays(chance, whole, asked), tmp_path / "there")

    assert all(
        one.model != other.model for one, other in zip(here.left, there.left, strict=True)
    )


def decided_by_load(here: Played, there: Played, asked: Sequence[Asked]) -> set[Thread]:
    """Threads of small questions that show a plan more in one world than in the other."""
    return {
        at
        for at, one in zip(here.threads, asked, strict=True)
        if len(here.plans.get(at, ())) != len(there.plans.get(at, ()))
        and is_small(" ".join(one.text.split()[3:5]).strip("?"))
    }


def answered(world: Played) -> list[tuple[str, str]]:
    """The threads in which something stands that cites a source."""
    return [at for at in world.threads if '"[1]"' in "".join(world.posted.get(at, ()))]

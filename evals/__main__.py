"""`python -m evals shipped | handbook FOLDER | herb FOLDER`: ask a set, grade it, print it."""

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from evals.cases import QuestionSet, handbook, shipped
from evals.graders import Grade, grade
from evals.herb import load_herb
from evals.herb_run import ask_herb
from evals.herb_run import totals as herb_totals
from evals.report import lines_of, totals
from evals.stage import Stage, open_stage

_QUESTION_SECONDS = 300.0
_SETTLE_SECONDS = 600.0


async def ask_all(questions: QuestionSet, *, verbose: bool) -> list[Grade]:
    """One after another, in one workspace."""
    with tempfile.TemporaryDirectory(prefix="evals-") as data:
        async with open_stage(questions.workspace, Path(data)) as stage:
            await stage.settled(most_seconds=_SETTLE_SECONDS)
            return [
                await _ask(stage, questions, at, verbose=verbose) for at in _each(questions)
            ]


async def ask_fresh(questions: QuestionSet, *, verbose: bool) -> list[Grade]:
    """Each in a workspace of its own, in the first seconds after the start."""
    grades = []
    for at in _each(questions):
        with tempfile.TemporaryDirectory(prefix="evals-") as data:
            async with open_stage(questions.workspace, Path(data)) as stage:
                grades.append(await _ask(stage, questions, at, verbose=verbose))
    return grades


def _each(questions: QuestionSet) -> range:
    return range(len(questions.cases))


async def _ask(stage: Stage, questions: QuestionSet, at: int, *, verbose: bool) -> Grade:
    case = questions.cases[at]
    told = await stage.ask(case.asker, case.channel, case.text, seconds=_QUESTION_SECONDS)
    graded = grade(case, told, questions.workspace)
    print("\n".join(lines_of(graded, verbose=verbose)), flush=True)
    return graded


def main() -> None:
    options = _parser().parse_args()
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    if options.set == "herb":
        sys.exit(_herb(options))
    questions = _questions(options).only(*options.only)
    print("\n".join(questions.loaded), flush=True)
    ask = ask_fresh if options.fresh else ask_all
    grades = asyncio.run(ask(questions, verbose=options.verbose))
    print("\n".join(totals(grades)))
    sys.exit(0 if all(one.holds for one in grades) else 1)


def _herb(options: argparse.Namespace) -> int:
    herb = load_herb(options.folder, count=options.count, unanswerable=options.unanswerable)
    outcomes = asyncio.run(ask_herb(herb))
    print("\n".join(herb_totals(outcomes)))
    return 0 if all(one.answered for one in outcomes) else 1


def _questions(options: argparse.Namespace) -> QuestionSet:
    match options.set:
        case "handbook":
            return handbook(options.folder)
        case _:
            return shipped()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    sets = parser.add_subparsers(dest="set", required=True, metavar="SET")
    for name, folder in (("shipped", False), ("handbook", True)):
        one = sets.add_parser(name)
        if folder:
            one.add_argument("folder", type=Path)
        one.add_argument("--only", nargs="*", default=(), metavar="ID")
        one.add_argument(
            "--fresh", action="store_true", help="a new workspace for each, not indexed yet"
        )
        one.add_argument("--verbose", "-v", action="store_true", help="print the threads")
    herb = sets.add_parser("herb")
    herb.add_argument("folder", type=Path)
    herb.add_argument("--count", type=int, default=50)
    herb.add_argument("--unanswerable", type=int, default=0)
    return parser


if __name__ == "__main__":
    main()

"""Sets of questions, each with the workspace that it is asked in."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sandbox.workspace.documents import document_id
from sandbox.workspace.loading import load
from sandbox.workspace.own_content import OwnContent, load_own_content
from sandbox.workspace.questions import Cited, ShippedQuestion, load_questions
from sandbox.workspace.schema import Workspace

_SANDBOX = Path(__file__).parent.parent / "sandbox"
_HANDBOOK = Path(__file__).parent / "handbook.yaml"
_PINNED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)  # own content has no date of its own

Case = ShippedQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """`loaded` says in lines what an import brought and what it left out."""

    name: str
    workspace: Workspace
    cases: tuple[Case, ...]
    loaded: tuple[str, ...] = ()

    def only(self, *ids: str) -> "QuestionSet":
        """The cases of these ids; all of them for none."""
        kept = tuple(case for case in self.cases if not ids or case.id in ids)
        return replace(self, cases=kept)


def shipped() -> QuestionSet:
    """The fifteen questions on the invented company."""
    return QuestionSet(
        name="shipped",
        workspace=load(_SANDBOX / "workspace" / "kelvane"),
        cases=load_questions(_SANDBOX / "questions.yaml"),
    )


def handbook(folder: Path, questions: Path = _HANDBOOK) -> QuestionSet:
    """A folder of documents, with questions that name its pages by their path in it.

    Raises ContentError when there is nothing to read in the folder.
    """
    imported = load_own_content(OwnContent(documents=folder), today=_PINNED)
    return QuestionSet(
        name="handbook",
        workspace=imported.workspace,
        cases=tuple(_by_path(case) for case in load_questions(questions)),
        loaded=tuple(imported.lines()),
    )


def _by_path(case: Case) -> Case:
    """Files of a folder get their ids from their paths."""
    groups = tuple(
        tuple(replace(one, ref=document_id(one.ref)) if _is_file(one) else one for one in group)
        for group in case.expected.cites
    )
    return replace(case, expected=replace(case.expected, cites=groups))


def _is_file(cited: Cited) -> bool:
    return cited.kind == "drive"

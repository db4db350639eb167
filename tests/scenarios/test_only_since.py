"""What "only since October" does, with models that do not listen."""

from datetime import UTC, datetime
from pathlib import Path

from domain.answer import GapKind
from store.replies import Reply
from tests.scenarios.deaf import RUN, Deaf, asked, cited, delivered, shelf
from tests.scenarios.laboratory import laboratory, question
from tests.scenarios.playing import subtask
from tests.scenarios.shelf import Book

AUGUST = datetime(2026, 8, 14, 9, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 3, 9, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)
SLACK = (
    Book(key="C1:1", title="#pricing", text="Team costs 18 euros.", written=AUGUST),
    Book(key="C1:2", title="#pricing", text="Team costs 20 euros.", written=NOVEMBER),
    Book(key="C1:3", title="#pricing", text="Team costs 19 euros.", written=AUGUST),
)
WEB = (
    Book(key="u1", title="Tessaly", text="Tessaly Team was 16 euros.", written=AUGUST),
    Book(key="u2", title="Tessaly", text="Tessaly Team is 17 euros.", written=NOVEMBER),
)
YOUNG = {"slack:C1:2", "web:u2"}
OLD = {"slack:C1:1", "slack:C1:3", "web:u1"}
SAID = Reply(
    sequence=0,
    author="Lee Park",
    text="only since October",
    steer=f"since:{OCTOBER.isoformat()}",
)


def models() -> Deaf:
    """The old message is read before anybody speaks, another one afterwards."""
    return Deaf(
        first=(
            subtask("inside", "what Team costs", "slack"),
            subtask("outside", "what Tessaly costs", "web"),
        ),
        early=("slack:C1:1", "slack:C1:2"),
        late=("slack:C1:3", "web:u1", "web:u2"),
    )


async def test_from_the_day_on_that_somebody_named_nothing_older_is_searched_or_cited(
    tmp_path: Path,
) -> None:
    """Not what a search finds, not what is read by its address, not what was read before."""
    async with laboratory(tmp_path, SLACK, (), (), WEB, latency=0.1) as lab:
        answer = await asked(lab, models(), SAID)

        assert shelf(lab, "slack").since[0] is None
        assert shelf(lab, "slack").since[-1] == OCTOBER
        assert cited(answer) == YOUNG


async def test_the_answer_says_from_when_on_it_looked_and_who_wanted_that(
    tmp_path: Path,
) -> None:
    """Whoever reads it later was not there when it was said."""
    async with laboratory(tmp_path, SLACK, (), (), WEB, latency=0.1) as lab:
        answer = await asked(lab, models(), SAID)

        told = [gap.text for gap in answer.gaps if gap.kind is GapKind.OLDER]
        assert told == ["anything before 1 October: Lee Park asked for nothing older"]


async def test_where_nobody_named_a_day_what_is_older_is_cited(tmp_path: Path) -> None:
    """So that the test above can fail."""
    async with laboratory(tmp_path, SLACK, (), (), WEB, latency=0.1) as lab:
        answer = await asked(lab, models())

        assert cited(answer) == YOUNG | OLD
        assert set(shelf(lab, "slack").since) == {None}


async def test_the_last_word_counts(tmp_path: Path) -> None:
    """Whoever wants more after all only needs to say so."""
    wider = Reply(sequence=0, author="Dana", text="only 2026", steer="since:2026-01-01T00:00Z")
    async with laboratory(tmp_path, SLACK, (), (), WEB, latency=0.1) as lab:
        answer = await asked(lab, models(), SAID, wider)

        assert cited(answer) == YOUNG | OLD


async def test_the_day_holds_for_a_run_that_was_stopped_and_goes_on(tmp_path: Path) -> None:
    """It is kept beside the reply, not in what a process remembers."""
    async with laboratory(tmp_path, SLACK, (), (), WEB, latency=0.1) as lab:
        playing = models()
        lab.claude.script = playing.script()
        await lab.desk.start(question("what do Team and Tessaly cost?"))
        await lab.desk.hear(RUN, SAID)
        await lab.desk.stop(RUN, by="Dana")
        playing.spoken = True
        await lab.desk.go_on(RUN)
        answer = await delivered(lab)

        assert set(shelf(lab, "slack").since) == {OCTOBER}
        assert cited(answer) == {"slack:C1:2"}  # the web is closed once a reply was heard

"""`dossier ask` as the storyboard prints it, word for word."""

from datetime import UTC, date, datetime

from bot.rendering.locale import Locale
from bot.rendering.plan_view import Mark, PartView
from bot.rendering.words import ENGLISH
from bot.terminal_lines import answer_lines, part_over
from domain.answer import Answer, Coverage, Paragraph, Source, Span
from domain.evidence import Origin, SourceRef
from domain.plan import SubtaskId
from domain.question import SourceKind

LOCALE = Locale(today=date(2026, 11, 20))
CATALOGUE = Source(
    number=1,
    origin=Origin(
        ref=SourceRef(source=SourceKind.NOTION, key="n1"),
        title="Service catalogue",
        url="https://notion.example/catalogue",
        author="Ada",
        modified=datetime(2026, 11, 12, tzinfo=UTC),
    ),
)
BILLING = Source(
    number=2,
    origin=Origin(
        ref=SourceRef(source=SourceKind.SLACK, key="C1:1"),
        title="billing",
        url="https://slack.example/p1",
        author="Ada",
        place="billing",
        created=datetime(2026, 11, 17, tzinfo=UTC),
    ),
)
OWNED = Answer(
    blocks=(
        Paragraph(
            spans=(
                Span(text="The billing service is owned by Team Ledger", cites=(1,)),
                Span(text="; on-call is Ada this week", cites=(2,)),
                Span(text="."),
            )
        ),
    ),
    sources=(CATALOGUE, BILLING),
    coverage=Coverage(read=8, cited=2, seconds=6.2, usd=0.03),
)
PRINTED = """\
The billing service is owned by Team Ledger [1]; on-call is Ada this week [2].

[1] notion  "Service catalogue"  edited 2026-11-12  https://notion.example/catalogue
[2] slack   #billing  Ada  2026-11-17  https://slack.example/p1
8 read, 2 cited · 6.2 s · $0.03"""


def test_an_answer_is_printed_with_its_sources_in_columns() -> None:
    """Dates that sort, and addresses that a terminal makes links of."""
    assert "\n".join(answer_lines(OWNED, LOCALE)) == PRINTED


def test_a_part_is_printed_once_when_it_is_over() -> None:
    """Where was looked, for what, and what came of it."""
    part = PartView(
        id=SubtaskId("s1"),
        title="services, owners",
        sources=(SourceKind.NOTION,),
        mark=Mark.DONE,
        read=3,
        useful=2,
    )

    assert part_over(part, ENGLISH) == "  ● Notion   services, owners          3 read, 2 useful"

"""The renderer on the storyboard's answer, on long answers and on hostile texts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.answer import render_answer
from bot.rendering.answer_rows import coverage_line
from bot.rendering.blocks import Json
from bot.rendering.inert import escaped, inert
from bot.rendering.locale import Locale
from bot.rendering.message import Message, Rendered
from domain.answer import (
    Answer,
    Block,
    Bullets,
    Coverage,
    Gap,
    GapKind,
    Heading,
    Paragraph,
    Source,
    Span,
    Table,
)
from domain.evidence import Origin, SourceRef
from domain.question import RunId, SourceKind

RUN = RunId("7f3kqz2m4x")
LOCALE = Locale(today=date(2026, 11, 20))
SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "rendering"
INLINE = {"text", "link"}
BLOCKS = {"rich_text", "table", "actions", "context_actions"}


def origin(
    kind: SourceKind, title: str = "", *, place: str = "", author: str = "", url: str = ""
) -> Origin:
    return Origin(
        ref=SourceRef(source=kind, key="k"),
        title=title,
        url=url or f"https://{kind.value}.example/k",
        author=author,
        place=place,
        modified=datetime(2026, 9, 12, 9, tzinfo=UTC),
        domain="acme.example" if kind is SourceKind.WEB else "",
    )


SOURCES = (
    Source(number=1, origin=origin(SourceKind.SLACK, place="pricing", author="Priya")),
    Source(number=2, origin=origin(SourceKind.DRIVE, "Margin model v7", author="Sam")),
    Source(number=3, origin=origin(SourceKind.WEB)),
    Source(number=4, origin=origin(SourceKind.NOTION, "Pricing 2026")),
)


def pricing_answer() -> Answer:
    """The storyboard's answer, in short."""
    cell = (Span(text="$20.16"),)
    return Answer(
        blocks=(
            Paragraph(
                spans=(
                    Span(text="Team and Business went up by 12 % on 1 October.", bold=True),
                    Span(text=" Priya decided it", cites=(1, 2)),
                    Span(text=".", cites=()),
                )
            ),
            Heading(text="What changed"),
            Bullets(
                items=((Span(text="Team $18 → $20.16", cites=(1,)),), (Span(text="Free"),))
            ),
            Table(
                rows=(
                    ((), (Span(text="Team", bold=True),)),
                    ((Span(text="us", cites=(4,)),), cell),
                )
            ),
        ),
        sources=SOURCES,
        gaps=(Gap(kind=GapKind.LIMIT, text="one Drive file answered too slowly"),),
        coverage=Coverage(
            read=31, cited=7, claims=19, supported=18, hedged=1, seconds=96.4, usd=0.71
        ),
    )


def walk(node: object) -> Iterator[Mapping[str, object]]:
    if isinstance(node, Mapping):
        yield node
        for child in node.values():
            yield from walk(child)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for child in node:
            yield from walk(child)


def shown(messages: Sequence[Message]) -> str:
    """All inline text in order, as a person reads it."""
    pieces = [
        str(node["text"])
        for message in messages
        for node in walk(list(message.blocks))
        if node.get("type") in INLINE
    ]
    return "".join(pieces)


def violations(rendered: Rendered) -> list[str]:
    """What must never be in a posted message."""
    allowed = {source.origin.url for source in SOURCES}
    found: list[str] = []
    for message in rendered.messages:
        found += [] if len(message.blocks) <= 50 else ["too many blocks"]
        found += [str(block["type"]) for block in message.blocks if block["type"] not in BLOCKS]
        found += ["parsed text"] if "<" in message.text else []
        for block in message.blocks:
            if block["type"] in {"rich_text", "table"}:
                found += _strange_inline(block, allowed)
    return found


def _strange_inline(block: Json, allowed: set[str]) -> list[str]:
    found: list[str] = []
    for node in walk(block):
        kind = str(node.get("type", ""))
        if node.get("url") and node["url"] not in allowed:
            found.append(str(node["url"]))
        if kind in INLINE and (
            not node["text"] or set(node) - {"type", "text", "url", "style"}
        ):
            found.append(str(node))
        if kind and kind not in INLINE and kind not in BLOCKS and "rich_text_" not in kind:
            found.append(kind)
    return found


def test_the_storyboards_answer_is_rendered_as_recorded() -> None:
    """The whole JSON, so that a change of the words or the shape is seen in review."""
    rendered = render_answer(pricing_answer(), RUN, LOCALE)

    blocks = [{"text": m.text, "blocks": list(m.blocks)} for m in rendered.messages]
    expected = json.loads((SNAPSHOTS / "answer.json").read_text(encoding="utf-8"))
    assert blocks == expected


def test_a_source_that_was_down_can_be_tried_again() -> None:
    """The button says which."""
    gap = Gap(kind=GapKind.SOURCE_DOWN, text="Drive did not answer", source=SourceKind.DRIVE)
    rendered = render_answer(replace(pricing_answer(), gaps=(gap,)), RUN, LOCALE)

    assert "Try Drive again" in str(rendered.messages[-1].blocks)


def test_the_coverage_line_reads_as_in_the_storyboard() -> None:
    """Counts, time and money in the order that people know."""
    line = coverage_line(pricing_answer().coverage, LOCALE)

    assert line == (
        "31 read, 7 cited · 19 claims, 18 matched to their source by an automatic check, "
        "1 hedged · 1 min 36 s · $0.71"
    )


def test_many_sources_have_a_line_each() -> None:
    """In a paragraph of ten nobody finds the seventh."""
    ten = tuple(
        Source(number=number, origin=origin(SourceKind.DRIVE, f"Plan {number}"))
        for number in range(1, 11)
    )
    text = shown(render_answer(replace(pricing_answer(), sources=ten), RUN, LOCALE).messages)

    assert '"Plan 6", edited 12 Sep\n[7] drive "Plan 7", edited 12 Sep\n' in text


def test_how_a_time_was_read_stands_behind_the_first_heading_or_under_the_first_words() -> None:
    """As in the storyboard: whoever meant another quarter sees it where it matters."""
    small = Answer(
        blocks=(Paragraph(spans=(Span(text="Prices rose."),)),), period="1 September to today"
    )
    large = replace(small, blocks=(*small.blocks, Heading(text="What changed")))

    assert "What changed (I read the time as 1 September to today)" in shown(
        render_answer(large, RUN, LOCALE).messages
    )
    assert "Prices rose.\n(I read the time as 1 September to today)" in shown(
        render_answer(small, RUN, LOCALE).messages
    )


def test_a_source_that_was_down_is_told_with_the_button_that_asks_it_again() -> None:
    """The sentence of the storyboard, and the button under it."""
    gap = Gap(
        kind=GapKind.SOURCE_DOWN,
        text="Drive did not answer (2 tries)",
        source=SourceKind.DRIVE,
    )
    text = shown(render_answer(replace(pricing_answer(), gaps=(gap,)), RUN, LOCALE).messages)

    assert "Drive did not answer (2 tries); ask again with “Try Drive again”." in text


def test_an_answer_that_found_nothing_says_where_it_looked_and_for_what() -> None:
    """Never a guess: the sentence of the specification."""
    answer = Answer(
        blocks=(),
        searched=("Berlin office",),
        coverage=Coverage(searched_in=(SourceKind.SLACK, SourceKind.WEB)),
    )
    text = shown(render_answer(answer, RUN, LOCALE).messages)

    assert (
        'I found nothing on this in Slack or on the web. I searched for: "Berlin office".'
        in text
    )


def test_a_long_answer_is_split_with_nothing_lost() -> None:
    """Words stay in order over as many messages as are needed."""
    words = [f"word{number}" for number in range(5_000)]
    paragraphs = [" ".join(words[n : n + 100]) for n in range(0, 5_000, 100)]
    answer = Answer(blocks=tuple(Paragraph(spans=(Span(text=p),)) for p in paragraphs))
    rendered = render_answer(answer, RUN, LOCALE)

    assert 1 < len(rendered.messages) <= 5
    assert [
        w for w in shown(rendered.messages).replace("word", " word").split() if "word" in w
    ][:5_000] == words


def test_a_very_long_answer_is_one_message_and_a_file_with_the_whole() -> None:
    """Beyond five messages nobody reads on; the file loses nothing."""
    text = " ".join(f"word{number}" for number in range(20_000))
    answer = Answer(blocks=(Paragraph(spans=(Span(text=text, cites=(1,)),)),), sources=SOURCES)
    rendered = render_answer(answer, RUN, LOCALE)

    assert len(rendered.messages) == 1
    assert rendered.attachment is not None
    assert "word19999" in rendered.attachment.text
    assert "full answer is in the file" in shown(rendered.messages)


def test_a_table_too_large_for_slack_becomes_aligned_text() -> None:
    """101 rows are one too many; every cell is still there."""
    rows = tuple(((Span(text=f"r{n}"),), (Span(text="x", cites=(1,)),)) for n in range(120))
    rendered = render_answer(Answer(blocks=(Table(rows=rows),), sources=SOURCES), RUN, LOCALE)

    kinds = {node.get("type") for m in rendered.messages for node in walk(list(m.blocks))}
    assert "table" not in kinds
    assert "r119" in shown(rendered.messages)


PIECES = st.sampled_from(
    [
        "<!channel>",
        "<@U0001>",
        "@here ",
        "<https://bad.com/?d=K|Sign in>",
        "[x](https://bad.com)",
        "![c](https://bad.com/k.png)",
        "HTTPS://BAD.COM/K",
        "bad。com/K",
        "b\u200bad.c\u200bom/K",
        "\u202emoc.dab",
        "```",
        "| a | b |",
        "\x00",
        "\ud800",
        "[1] [999]",
        "\n",
        "&lt;!here&gt;",
        " ",
        "e.g. 3.14 $1.2M ",
        "日本語。",
        "עברית ",
        "*_~` ",
        "a" * 4_000,
        "word " * 900,
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(PIECES, max_size=8).map("".join),
)
SPANS = st.builds(
    lambda text, bold, cites: Span(text=text, bold=bold, cites=tuple(cites)),
    TEXTS,
    st.booleans(),
    st.lists(st.integers(0, 6), max_size=3),
)
LINES = st.lists(SPANS, max_size=3).map(tuple)
ANY_BLOCK: st.SearchStrategy[Block] = st.one_of(
    LINES.map(lambda spans: Paragraph(spans=spans)),
    TEXTS.map(lambda text: Heading(text=text)),
    st.lists(LINES, max_size=4).map(lambda items: Bullets(items=tuple(items))),
    st.lists(st.lists(LINES, max_size=25).map(tuple), max_size=4).map(
        lambda rows: Table(rows=tuple(rows))
    ),
)


def _texts(answer: Answer) -> Iterator[str]:
    for block in answer.blocks:
        match block:
            case Heading(text=text):
                yield text
            case Paragraph(spans=spans):
                yield from (span.text for span in spans)
            case Bullets(items=lines):
                yield from (span.text for line in lines for span in line)
            case Table(rows=rows):
                yield from (span.text for row in rows for cell in row for span in cell)


@settings(max_examples=150)
@given(blocks=st.lists(ANY_BLOCK, min_size=1, max_size=6), gap=TEXTS)
def test_no_text_can_make_a_mention_a_foreign_link_or_a_broken_block(
    blocks: list[Block], gap: str
) -> None:
    """Whatever is in it, only text and registry links come out, and no visible word is lost."""
    answer = Answer(
        blocks=tuple(blocks),
        sources=SOURCES,
        gaps=(Gap(kind=GapKind.NOT_FOUND, text=gap),),
    )
    rendered = render_answer(answer, RUN, LOCALE)

    assert violations(rendered) == []
    assert "<" not in rendered.plain.text
    if rendered.attachment is None:
        all_shown = "".join(shown(rendered.messages).split())
        for text in _texts(answer):
            # A full stop stands behind the marks.
            assert "".join(inert(text).split()).rstrip(".。") in all_shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://user:pass@bad.example/",
        "https://bad.example/a b",
        "https://bad.example/|x",
        "slack://user?id=U1",
        "https://[bad",
        "https://ok.example/" + "x" * 5_000,
        "",
    ],
)
def test_an_unsafe_address_makes_no_link(url: str) -> None:
    """The number stays readable; there is just nothing to click."""
    source = Source(number=1, origin=replace(SOURCES[1].origin, url=url))
    answer = Answer(
        blocks=(Paragraph(spans=(Span(text="So", cites=(1,)),)),), sources=(source,)
    )
    rendered = render_answer(answer, RUN, LOCALE)

    assert [n for n in walk(list(rendered.messages[0].blocks)) if n.get("type") == "link"] == []
    assert "So [1]" in shown(rendered.messages)


@pytest.mark.parametrize(
    "text",
    [
        "Revenue grew 3.5% to $1.2M (see 2.1), e.g. in U.S. markets, v2.1.",
        "Node.js",
        "notes.md",
    ],
)
def test_ordinary_prose_is_left_as_it_was_written(text: str) -> None:
    """Breaking addresses apart must not break numbers, abbreviations or file names."""
    unchanged = inert(text)

    assert unchanged == text


@given(text=st.text(max_size=80))
def test_escaped_text_holds_no_token_of_slacks_markup(text: str) -> None:
    """Every mention and link of Slack's starts with an angle bracket."""
    made = escaped(text)

    assert not set("<>") & set(made)

"""Word and PowerPoint files as Markdown; runs in the parsing child."""

import io
import zipfile
from collections.abc import Iterator

import mammoth
from lxml import etree, html
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from connectors.invisible import without_invisible
from connectors.parse_markup import markdown_of, table_markdown
from connectors.parse_result import Parsed, Unreadable, UnreadableError

MOST_UNPACKED = 100_000_000  # bytes
MOST_RATIO = 100  # an ordinary file packs about 24 to 1
MOST_MEMBERS = 2_000
_RATIO_MATTERS = 1_000_000  # bytes; a small member may well pack better
MOST_SLIDES = 500


def parse_docx(body: bytes) -> Parsed:
    """Raises UnreadableError."""
    _check_archive(body)
    no_images = mammoth.images.img_element(lambda _: {"src": ""})
    try:
        converted = mammoth.convert_to_html(io.BytesIO(body), convert_image=no_images)
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile) as broken:
        raise UnreadableError(Unreadable.GARBLED, "not a Word file") from broken
    if not converted.value.strip():
        raise UnreadableError(Unreadable.UNSUPPORTED, "a document without text")
    root = html.fragment_fromstring(converted.value, create_parent="body")
    return Parsed(text=without_invisible(markdown_of(root)))


def parse_pptx(body: bytes) -> Parsed:
    """Slides under headings, tables and speaker notes kept. Raises UnreadableError."""
    _check_archive(body)
    try:
        slides = list(Presentation(io.BytesIO(body)).slides)
    except (KeyError, ValueError, PackageNotFoundError, etree.LxmlError) as broken:
        raise UnreadableError(Unreadable.GARBLED, "not a PowerPoint file") from broken
    kept = slides[:MOST_SLIDES]
    text = "\n\n".join(_slide(slide, number) for number, slide in enumerate(kept, start=1))
    if not any(_lines(slide) for slide in kept):
        raise UnreadableError(Unreadable.UNSUPPORTED, "slides without text")
    notes = (f"only the first {MOST_SLIDES} of {len(slides)} slides were read",)
    return Parsed(
        text=without_invisible(text) + "\n", notes=notes if len(slides) > len(kept) else ()
    )


def _check_archive(body: bytes) -> None:
    """Refuses an archive that would unpack to far more than it is; nothing is unpacked here."""
    try:
        members = zipfile.ZipFile(io.BytesIO(body)).infolist()
    except zipfile.BadZipFile as broken:
        raise UnreadableError(Unreadable.GARBLED, "a damaged archive") from broken
    total = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > _RATIO_MATTERS
        and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if total > MOST_UNPACKED or swollen or len(members) > MOST_MEMBERS:
        raise UnreadableError(Unreadable.TOO_LARGE, "an archive that unpacks to too much")


def _slide(slide: Slide, number: int) -> str:
    title = slide.shapes.title
    named = " ".join(title.text_frame.text.split()) if title is not None else ""
    heading = f"## Slide {number}: {named}" if named else f"## Slide {number}"
    return "\n\n".join([heading, *_lines(slide)])


def _lines(slide: Slide) -> list[str]:
    title = slide.shapes.title
    skipped = title.shape_id if title is not None else None
    found = [t for s in slide.shapes if s.shape_id != skipped for t in _shape(s) if t.strip()]
    if title is not None and not found and title.text_frame.text.strip():
        found = [""]
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        said = slide.notes_slide.notes_text_frame.text.strip()
        found += [f"Notes: {said}"] if said else []
    return found


def _shape(shape: BaseShape) -> Iterator[str]:
    if isinstance(shape, GroupShape):
        for inner in shape.shapes:
            yield from _shape(inner)
    elif isinstance(shape, GraphicFrame) and shape.has_table:
        yield table_markdown([[cell.text for cell in row.cells] for row in shape.table.rows])
    elif isinstance(shape, Shape):
        yield "\n".join(
            "  " * paragraph.level + "- " + paragraph.text
            for paragraph in shape.text_frame.paragraphs
            if paragraph.text.strip()
        )

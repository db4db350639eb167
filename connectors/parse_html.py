"""A web page's text without what surrounds it; runs in the parsing child."""

import re
from urllib.parse import urljoin

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from connectors.invisible import without_invisible
from connectors.markdown import without_marks
from connectors.parse_hidden import strip_hidden
from connectors.parse_markup import markdown_of
from connectors.parse_result import Parsed, Unreadable, UnreadableError

_LEAST = 250  # an article shorter than this may have been missed: then the whole body counts
_META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_WALLED = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_BOILERPLATE = ("nav", "footer", "aside", "form")


def parse_html(body: bytes, *, charset: str = "", url: str = "") -> Parsed:
    """Raises UnreadableError for a page without any text."""
    source = decoded(body, charset)
    root = _tree(source)
    facts = trafilatura.extract_metadata(root, default_url=url or None)
    hidden = strip_hidden(root)
    text = _text(root)
    if not text.strip():
        raise UnreadableError(Unreadable.UNSUPPORTED, "a page without text")
    return Parsed(
        text=text,
        title=_line(facts.title) or _line(root.findtext(".//title")),
        author=_line(facts.author),
        published=_line(facts.date),
        site=_line(facts.sitename),
        canonical=_canonical(source, url),
        hidden=hidden,
        walled=bool(_WALLED.search(source)),
    )


def decoded(body: bytes, charset: str = "") -> str:
    """Text by byte order mark, declared charset, the page's own word, UTF-8, Windows-1252."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    declared = _META_CHARSET.search(body[:4096])
    for name in (charset, declared[1].decode() if declared else "", "utf-8"):
        if not name:
            continue
        try:
            return body.decode("utf-8-sig" if name.lower() in ("utf-8", "utf8") else name)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("cp1252", "replace")


def _tree(source: str) -> HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise UnreadableError(Unreadable.UNSUPPORTED, "an empty page") from None
    return root


def _text(root: HtmlElement) -> str:
    found = trafilatura.extract(
        root,
        output_format="markdown",
        include_comments=False,
        include_formatting=True,
        include_tables=True,
    )
    text = without_marks(without_invisible(found or ""))
    if len(text.strip()) >= _LEAST:
        return text.strip() + "\n"
    whole = _whole(root)
    # The body of a short page is mostly menus: it counts only if the article was missed.
    return whole if len(text.strip()) < len(whole.strip()) / 3 else text.strip() + "\n"


def _whole(root: HtmlElement) -> str:
    for element in list(root.iter(*_BOILERPLATE)):
        element.drop_tree()
    return without_invisible(markdown_of(root))


def _canonical(source: str, url: str) -> str:
    link = re.search(r"<link[^>]+rel=[\"']?canonical[\"']?[^>]*>", source, re.IGNORECASE)
    address = re.search(r"href=[\"']([^\"']+)", link[0]) if link else None
    return urljoin(url, address[1]) if address else ""


def _line(text: str | None) -> str:
    return " ".join(without_invisible(text or "").split())[:300]

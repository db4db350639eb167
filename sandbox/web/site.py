"""A site's HTML around its content: what real pages carry besides what one came to read."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from sandbox.prose import Heading, blocks
from sandbox.web.html import html
from sandbox.workspace.schema import WebPage

_COOKIES = "We use cookies and similar technologies to improve your experience on our site."
_SECTIONS = ("Home", "Products", "Pricing", "Blog", "About us", "Contact")
_HIDING = (
    "display:none",
    "font-size:0",
    "color:#ffffff;background-color:#ffffff",
)


def whole_page(page: WebPage, neighbours: Sequence[WebPage]) -> str:
    """The page with navigation, adverts, related links and its hidden text."""
    day = page.published.date().isoformat()
    byline = f'<p class="byline">By {escape(page.author)}, ' if page.author else "<p>"
    main = f"""<main>
<article>
{_heading(page)}
{byline}<time datetime="{day}">{day}</time></p>
{_advert(page, 0)}
{html(blocks(page.text))}
{_hidden(page.hidden)}
</article>
{_advert(page, 1)}
{_related(neighbours)}
</main>"""
    return _document(page.site, page.title, main, page=page)


def index_page(site: str, pages: Sequence[WebPage]) -> str:
    """A front page for a site that has none: its pages, newest first."""
    newest = sorted(pages, key=lambda page: page.published, reverse=True)
    links = "\n".join(f"<li>{_link(page)}</li>" for page in newest)
    return _document(site, site, f"<main><h1>{escape(site)}</h1><ul>{links}</ul></main>")


def missing_page(site: str) -> str:
    text = (
        "<main><h1>Page not found</h1><p>The page may have moved or never existed.</p></main>"
    )
    return _document(site, "Page not found", text)


def robots(*, closed: bool) -> str:
    """A site's rules for crawlers; a closed one wants none at all."""
    forbidden = ("/",) if closed else ("/cart/", "/account/")
    return "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in forbidden)


def _heading(page: WebPage) -> str:
    """The title, unless the text begins with a heading of the first level."""
    first = next(iter(blocks(page.text)), None)
    if isinstance(first, Heading) and first.level == 1:
        return ""
    return f"<h1>{escape(page.title)}</h1>"


def _advert(page: WebPage, half: int) -> str:
    """Every other advert: some interrupt the text, some follow it."""
    return "\n".join(
        f'<aside class="ad sponsored" aria-label="Advertisement"><p>Advertisement</p>'
        f"<p>{escape(text)}</p></aside>"
        for text in page.adverts[half::2]
    )


def _hidden(text: str) -> str:
    """The same words in each way of hiding them from people's eyes."""
    if not text:
        return ""
    return "\n".join(f'<div style="{style}">{escape(text)}</div>' for style in _HIDING)


def _related(neighbours: Sequence[WebPage]) -> str:
    if not neighbours:
        return ""
    links = "\n".join(f"<li>{_link(page)}</li>" for page in neighbours)
    return f'<section class="related"><h2>Related articles</h2><ul>{links}</ul></section>'


def _link(page: WebPage) -> str:
    return f'<a href="{escape(urlsplit(page.url).path or "/")}">{escape(page.title)}</a>'


def _document(site: str, title: str, main: str, *, page: WebPage | None = None) -> str:
    menu = "".join(
        f'<li><a href="/{name.lower().replace(" ", "-")}">{name}</a></li>' for name in _SECTIONS
    )
    return f"""<!DOCTYPE html>
<html lang="{escape(page.language) if page else "en"}">
<head>
<meta charset="utf-8">
<title>{escape(title)} | {escape(site)}</title>
{_facts(page) if page else ""}
<style>.cookie-banner{{position:fixed;bottom:0}} .ad{{float:right}}</style>
<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
<header><a class="logo" href="/">{escape(site)}</a>
<nav class="menu"><ul>{menu}</ul></nav></header>
<div class="cookie-banner" id="cookie-consent"><p>{_COOKIES}</p>
<button>Accept all</button> <button>Manage preferences</button></div>
{main}
<footer><p>© {escape(site)}. All rights reserved.</p>
<p><a href="/privacy">Privacy policy</a> <a href="/terms">Terms of use</a></p></footer>
</body>
</html>
"""


def _facts(page: WebPage) -> str:
    named = {
        "article:published_time": page.published.isoformat(),
        "og:title": page.title,
        "og:site_name": page.site,
        "og:type": "article",
    }
    lines = [
        f'<meta property="{key}" content="{escape(value)}">' for key, value in named.items()
    ]
    if page.author:
        lines.append(f'<meta name="author" content="{escape(page.author)}">')
    return "\n".join([*lines, f'<link rel="canonical" href="{escape(page.url)}">'])

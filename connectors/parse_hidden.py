"""Finds what a page's HTML carries but a reader never sees; runs in the parsing child.

Styles come from `style` attributes and from simple rules of the page's own <style> blocks
(a tag, classes, an id; no combinators); other style sheets are not fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

_NEVER_SHOWN = ("script", "style", "template", "noscript", "head", "iframe", "object", "svg")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@(?:media|supports)([^{]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*)?(?P<parts>(?:[.#][\w-]+)*)", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|em|rem|pt|%|vw|vh|ex|ch)?")
_FAR = -900  # pixels beyond which nobody scrolls; 1em counts as 16
_UNITS = {"em": 16.0, "rem": 16.0, "vw": 12.0, "vh": 8.0, "%": 10.0}
_FAINT = 0.06
_NAMED = {"white": "ffffff", "black": "000000", "snow": "fffafa", "ivory": "fffff0"}
_CLOSE = 40  # sum of differences of the three channels that an eye does not see

Style = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    tag: str
    parts: frozenset[str]
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paint:
    """What an element inherits: colours as RRGGBB; an unknown background is empty."""

    colour: str = "000000"
    background: str = "ffffff"


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The rules of a page that may hide something, by the first class, id or tag they name."""

    _by_key: dict[str, list[_Rule]] = field(default_factory=dict)

    def add(self, selector: str, style: Style) -> None:
        simple = _SIMPLE.fullmatch(selector.strip())
        if simple is None or not (simple["tag"] or simple["parts"]):
            return
        parts = re.findall(r"[.#][\w-]+", simple["parts"])
        tag = (simple["tag"] or "").lower()
        rule = _Rule(tag=tag, parts=frozenset(parts), style=style)
        self._by_key.setdefault(parts[0] if parts else tag, []).append(rule)

    def style_of(self, element: HtmlElement) -> Style:
        names = {f".{name}" for name in (element.get("class") or "").split()}
        if element.get("id"):
            names.add(f"#{element.get('id')}")
        style: Style = {}
        for key in (element.tag, *sorted(names)):
            for rule in self._by_key.get(key, ()):
                if rule.tag in ("", element.tag) and rule.parts <= names:
                    style |= rule.style
        return style | _attributes(element) | declarations(element.get("style") or "")


def strip_hidden(root: HtmlElement) -> int:
    """Removes what is hidden, and comments; returns how many hidden texts there were."""
    sheet = _sheet(root)
    doomed: list[HtmlElement] = []
    _collect(root, sheet, doomed)
    texts = sum(bool("".join(e.itertext()).strip()) for e in doomed if _had_words(e))
    for element in doomed:
        _drop(element)
    for comment in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        _drop(comment)
    return texts


def declarations(text: str) -> Style:
    found: Style = {}
    for part in text.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _had_words(element: HtmlElement) -> bool:
    return element.tag not in _NEVER_SHOWN


def _collect(root: HtmlElement, sheet: Sheet, doomed: list[HtmlElement]) -> None:
    open_ones = [(root, _Paint())]
    while open_ones:
        element, around = open_ones.pop()
        if not isinstance(element.tag, str):
            continue
        style = sheet.style_of(element)
        paint = _painted(style, around)
        if element.tag != "html" and _is_hidden(element, style, paint):
            doomed.append(element)
        else:
            open_ones += [(child, paint) for child in element]


def _is_hidden(element: HtmlElement, style: Style, paint: _Paint) -> bool:
    if element.tag in _NEVER_SHOWN or element.get("hidden") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or _is_tiny(style)
        or _is_clipped(style)
        or _is_far_away(style)
        or _is_unpainted(style, paint)
    )


def _is_tiny(style: Style) -> bool:
    size = _pixels(style.get("font-size", "")) if "font-size" in style else None
    if size is None and re.match(r"(?:[a-z]+ )*0(?:px|em|pt|%)?[ /]", style.get("font", "")):
        size = 0.0
    opacity = _LENGTH.fullmatch(style.get("opacity", ""))
    faint = opacity is not None and float(opacity[1]) <= _FAINT
    return faint or (size is not None and size <= 1) or "scale(0)" in style.get("transform", "")


def _is_clipped(style: Style) -> bool:
    if re.match(r"rect\((0|1px)", style.get("clip", "")):
        return True
    if "inset(100%" in style.get("clip-path", "") or "circle(0" in style.get("clip-path", ""):
        return True
    sides = [
        _pixels(style[side]) for side in ("width", "height", "max-height") if side in style
    ]
    shut = any(side is not None and side <= 1 for side in sides)
    return shut and style.get("overflow", "").startswith(("hidden", "clip"))


def _is_far_away(style: Style) -> bool:
    names = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        names += ["left", "top", "right", "bottom"]
    places = [_pixels(style.get(name, "")) for name in names]
    moved = re.search(r"translate[xy]?\((-?[\d.]+)px", style.get("transform", ""))
    if moved:
        places.append(float(moved[1]))
    return any(place is not None and place <= _FAR for place in places)


def _is_unpainted(style: Style, paint: _Paint) -> bool:
    if "color" not in style:
        return False
    if style["color"] == "transparent" or re.match(
        r"rgba\(.*,\s*0?\.?0\)|#\w{6}00$", style["color"]
    ):
        return True
    if not paint.background or _hex(style["color"]) is None:
        return False
    pairs = [
        (int(a, 16), int(b, 16))
        for a, b in zip(_channels(paint.colour), _channels(paint.background), strict=True)
    ]
    return sum(abs(a - b) for a, b in pairs) <= _CLOSE


def _painted(style: Style, around: _Paint) -> _Paint:
    colour = _hex(style.get("color", "")) or around.colour
    background = around.background
    if "background-image" in style:
        background = ""
    declared = style.get("background-color", style.get("background"))
    if declared is not None and declared not in ("none", "transparent", "inherit", ""):
        background = _hex(declared) or ""
    return _Paint(colour=colour, background=background)


def _hex(value: str) -> str | None:
    """A colour as RRGGBB, None for what is not understood."""
    if value in _NAMED:
        return _NAMED[value]
    if short := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?", value):
        return "".join(part * 2 for part in short.groups())
    if full := re.fullmatch(r"#([0-9a-f]{6})(?:[0-9a-f]{2})?", value):
        return full[1]
    if rgb := re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", value):
        return "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    return None


def _channels(colour: str) -> tuple[str, str, str]:
    return colour[0:2], colour[2:4], colour[4:6]


def _pixels(value: str) -> float | None:
    length = _LENGTH.fullmatch(value.strip())
    return float(length[1]) * _UNITS.get(length[2] or "px", 1.0) if length else None


def _attributes(element: HtmlElement) -> Style:
    """Colours the way pages wrote them before style sheets."""
    old = {"color": element.get("color") if element.tag == "font" else None}
    old["background-color"] = element.get("bgcolor")
    return {name: value.lower() for name, value in old.items() if value}


def _sheet(root: HtmlElement) -> Sheet:
    sheet = Sheet()
    for block in root.iter("style"):
        css = re.sub(r"/\*.*?\*/", "", block.text or "", flags=re.DOTALL)
        for selectors, body in _rules(css):
            style = declarations(body)
            for selector in selectors.split(","):
                sheet.add(selector, style)
    return sheet


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Rules that hold for every screen; those for print or for some widths do not count."""
    plain = _MEDIA.sub(
        lambda media: media[2] if media[1].strip() in ("all", "screen") else "", css
    )
    for rule in _RULE.finditer(plain):
        yield rule[1], rule[2]


def _drop(element: HtmlElement) -> None:
    """Removes an element and keeps the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)

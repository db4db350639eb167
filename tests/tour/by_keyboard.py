"""The page without a mouse, and as a screen reader is told of it."""

from pathlib import Path
from typing import Any

from playwright.async_api import expect

from tests.tour.pictures import PRICING
from tests.tour.walker import QUICK, SHORT, UNHURRIED, Walk

_CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
_MOST_STOPS = 90
_NAMED = frozenset(
    {"button", "link", "textbox", "combobox", "menuitem", "checkbox", "radio", "dialog"}
)
# The element with the focus: what it is, where it is, and whether that can be seen.
_FOCUSED = """() => {
  const node = document.activeElement;
  const box = node.closest(".composer-box") ?? node;
  const style = getComputedStyle(box);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return {
    tag: node.tagName,
    pane: node.closest("#sidebar, #room, #thread, #banner")?.id ?? "",
    name: (node.getAttribute("aria-label") ?? node.textContent).trim().slice(0, 40),
    seen: outlined || style.boxShadow !== "none",
  };
}"""


async def by_keyboard(walk: Walk) -> None:
    """Tab reaches everything in order and is always seen; Enter sends; Escape closes."""
    walk.think(UNHURRIED)
    await walk.room("CPRICING")
    stops = await _stops(walk)
    assert [one["pane"] for one in stops if one["pane"]][:1] == ["banner"], stops
    assert [one for one in stops if not one["seen"]] == []
    assert {"sidebar", "room"} <= {one["pane"] for one in stops}
    await walk.ask(PRICING)
    await expect(walk.thread.get_by_role("textbox")).to_be_focused(timeout=SHORT)
    await walk.shows("Reply here to steer")
    await walk.page.keyboard.type("skip the web")
    await walk.page.keyboard.press("Enter")
    reply = walk.thread.locator("article", has_text="skip the web").last
    await expect(reply).to_contain_text("Dana Okafor", timeout=SHORT)
    await expect(walk.main.locator("article").last).to_be_in_viewport()
    await _tab_back_to(walk, "Stop")
    await walk.picture("stop-by-keyboard")
    await walk.page.keyboard.press("Enter")
    await walk.shows("Stopped by Dana", patience=SHORT)
    await walk.page.keyboard.press("Escape")
    await expect(walk.thread).to_be_hidden(timeout=SHORT)
    assert "has-thread" not in (await walk.page.locator("body").get_attribute("class") or "")
    walk.think(QUICK)


async def read_aloud(walk: Walk) -> None:
    """Everything that can be pressed has a name, news is announced, and text stands out."""
    walk.think(QUICK)
    await walk.room("CPRICING")
    await walk.page.evaluate(_LISTEN)
    await walk.ask(PRICING)
    await walk.answered()
    heard = " ".join(await walk.page.evaluate("() => window.heard"))
    assert "Dossier: " in heard, heard
    for place in ("", "DDANA", "home"):
        if place:
            await walk.room(place)
        nodes = await _accessibility_tree(walk)
        assert {"main", "navigation", "log"} <= {role for role, _ in nodes}, place
        assert [role for role, name in nodes if role in _NAMED and not name] == [], place
        await _text_stands_out(walk)
    await walk.picture("home-read-aloud")


_LISTEN = """() => {
  window.heard = [];
  const log = document.getElementById("announcer");
  new MutationObserver((changes) => {
    const fresh = changes.flatMap((change) => [...change.addedNodes]);
    window.heard.push(...fresh.map((node) => node.textContent));
  }).observe(log, { childList: true });
}"""


async def _stops(walk: Walk) -> list[dict[str, Any]]:
    """Where Tab comes by, once around."""
    await walk.page.evaluate("() => document.activeElement.blur()")
    stops: list[dict[str, Any]] = []
    for _ in range(_MOST_STOPS):
        await walk.page.keyboard.press("Tab")
        stop = await walk.page.evaluate(_FOCUSED)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops[1:]  # the first is the link that skips to the message box


async def _tab_back_to(walk: Walk, name: str) -> None:
    for _ in range(_MOST_STOPS):
        await walk.page.keyboard.press("Shift+Tab")
        stop = await walk.page.evaluate(_FOCUSED)
        if stop["name"] == name and stop["pane"] == "thread":
            return
    raise AssertionError(f"no {name} before the box")


async def _accessibility_tree(walk: Walk) -> list[tuple[str, str]]:
    """Role and name of every node that a screen reader is told of."""
    session = await walk.page.context.new_cdp_session(walk.page)
    told = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    return [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in told["nodes"]
        if not node.get("ignored") and "role" in node
    ]


async def _text_stands_out(walk: Walk) -> None:
    """In the light and in the dark."""
    for scheme in ("light", "dark"):
        await walk.page.emulate_media(color_scheme=scheme)
        found = await walk.page.evaluate(_CONTRAST)
        assert found["looked"] > 20, found
        assert found["faint"] == [], scheme
    await walk.page.emulate_media(color_scheme="light")

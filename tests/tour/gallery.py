"""Takes the pictures of docs/tour.md: `python -m tests.tour.gallery [FOLDER OF A WALK]`.

Without a folder it walks first. Each picture is cut to what its sentence is about.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops

from tests.tour.pictures import IMAGES, SIZE
from tests.tour.walk import walk_through

GALLERY = IMAGES / "tour"
_COLOURS = 192
_MARGIN = 14

Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels

_WIDTH, _HEIGHT = SIZE
_PAGE: Box = (0, 0, _WIDTH, _HEIGHT)
_ROOM: Box = (217, 41, _WIDTH, _HEIGHT - 140)
_ROOM_END: Box = (217, 680, _WIDTH, _HEIGHT - 100)
_THREAD: Box = (760, 93, _WIDTH, _HEIGHT - 104)
CHOSEN: Mapping[str, Box] = {
    "direct-message": _ROOM,
    "steered": _PAGE,
    "menu-of-a-part": _THREAD,
    "stopped": _THREAD,
    "sources": _PAGE,
    "private-offer": _ROOM,
    "deleted": _THREAD,
    "form": _PAGE,
    "in-japanese": _THREAD,
    "unclear": _THREAD,
    "home": _ROOM,
    "price-first": _THREAD,
    "nothing-found": _THREAD,
    "shared-channel": _THREAD,
    "greeting": _ROOM_END,
    "exact-search": _ROOM,
    "no-access": _THREAD,
    "run-lost": _THREAD,
    "budget-spent": _THREAD,
    "stop-by-keyboard": _PAGE,
}


def keep(walked: Path, gallery: Path) -> None:
    """Raises StopIteration when the walk left no picture of that name."""
    gallery.mkdir(parents=True, exist_ok=True)
    for name, box in CHOSEN.items():
        source = next(walked.glob(f"[0-9][0-9]-{name}.png"))
        with Image.open(source) as picture:
            cut = _without_emptiness(picture.convert("RGB").crop(box))
            cut.quantize(_COLOURS).save(gallery / f"{name}.png", optimize=True)


def _without_emptiness(picture: Image.Image) -> Image.Image:
    """Down to the last line that has something on it; the corner is the paper's colour."""
    paper = Image.new("RGB", picture.size, picture.getpixel((1, picture.height - 1)))
    filled = ImageChops.difference(picture, paper).getbbox()
    bottom = min(picture.height, filled[3] + _MARGIN) if filled else picture.height
    return picture.crop((0, 0, picture.width, bottom))


async def main(walked: Path | None) -> None:
    if walked is not None:
        await asyncio.to_thread(keep, walked, GALLERY)
        return
    with tempfile.TemporaryDirectory() as fresh:
        await walk_through(Path(fresh))
        await asyncio.to_thread(keep, Path(fresh), GALLERY)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))

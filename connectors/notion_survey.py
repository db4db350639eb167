"""What the operator's map of readers leaves out, for the operator alone: it names pages.

Asked of Notion itself, so that it needs no copy; titles and places are listed, no text is read.
"""

from collections import Counter
from dataclasses import dataclass

from connectors.notion_mirror import NotionMirror
from connectors.notion_readers import UNMAPPED_SHELF, NotionReaders
from connectors.notion_tree import Node, NotionTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """A page that no entry covers, and how many pages and rows it is the top of, itself too."""

    title: str
    url: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """`unused` entries of the map name no page of ours; `nobody` are readers who are nobody."""

    pages: int
    unmapped: tuple[Unmapped, ...]
    unused: tuple[str, ...]
    nobody: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """Pages and rows that nobody may read."""
        return sum(one.pages for one in self.unmapped)


async def survey_of(mirror: NotionMirror, tree: NotionTree, readers: NotionReaders) -> Survey:
    """Raises SourceError."""
    tops: Counter[Node] = Counter()
    used: set[str] = set()
    listed = (await mirror.listed()).values()
    for wire in listed:
        node = await tree.saw(wire)
        chain = await tree.chain(node.key)
        if readers.shelf_of(chain) == UNMAPPED_SHELF:
            tops[_top(chain or (node,))] += 1
        used.add(readers.entry_of(chain))
    return Survey(
        pages=len(listed),
        unmapped=tuple(
            Unmapped(title=top.title, url=top.url, pages=count)
            for top, count in tops.most_common()
        ),
        unused=tuple(sorted(readers.entries - used)),
        nobody=await readers.nobodies(),
    )


def _top(chain: tuple[Node, ...]) -> Node:
    """The highest page that was shared with us."""
    return [node for node in chain if node.is_shared][-1]

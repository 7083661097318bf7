"""What a page would have fetched from elsewhere if anything ever loaded it: counted, so that it can be said."""

from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

_PICTURES = "img, picture > source, input[type=image], image"
_KEPT = ("data:", "cid:", "mid:", "blob:", "about:", "#")
_NAMES = ("src", "srcset", "data-src", "href", "xlink:href", "background")


@dataclass(frozen=True, slots=True)
class Beside:
    """What came with a page: the addresses of its parts, and the one that its own are relative to."""

    base: str = ""
    parts: frozenset[str] = frozenset()

    def holds(self, address: str) -> bool:
        """Whether a part of this address came with the page."""
        try:
            return address in self.parts or urljoin(self.base, address) in self.parts
        except ValueError:
            return False


ALONE = Beside()


def pictures(markup: str) -> int:
    """How many pictures of the markup are not in it; those without any address do not count."""
    return in_tree(LexborHTMLParser(markup))


def in_tree(tree: LexborHTMLParser, beside: Beside = ALONE) -> int:
    """``pictures`` of a page that was parsed before; those that came ``beside`` it are not elsewhere."""
    return sum(_is_elsewhere(node.attributes, beside) for node in tree.css(_PICTURES))


def sentence(what: str, count: int) -> str:
    """What is said of ``count`` pictures a page or message refers to; nothing of none."""
    if not count:
        return ""
    one = count == 1
    return (
        f"This {what} refers to {count:,} picture{'' if one else 's'} elsewhere; "
        f"{'it was not' if one else 'none was'} loaded."
    )


def _is_elsewhere(attributes: dict[str, str | None], beside: Beside) -> bool:
    addresses = [(attributes.get(name) or "").strip() for name in _NAMES]
    given = [one for one in addresses if one]
    return bool(given) and not any(one.lower().startswith(_KEPT) or beside.holds(one) for one in given)

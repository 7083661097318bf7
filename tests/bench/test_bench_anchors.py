"""A thousand quotations found again in a text of 100,000 characters that was edited.

Words are put in, cut, exchanged and moved; where each quotation then stands is known from how the text was edited. The
figures are printed; the bounds are the promise. Nothing is moved silently: what is called exact or relocated stands
there letter for letter.
"""

import random
import time
from dataclasses import dataclass

import pytest

from tests.bench.passages import Words
from workbench.anchors.find import Found
from workbench.anchors.transfer import transfer
from workbench.model.sets import AnchorState

QUOTES, CHARACTERS = 1000, 100_000
STANDS = (AnchorState.EXACT, AnchorState.RELOCATED)


@dataclass(frozen=True, slots=True)
class Edited:
    """A text, what became of it, and for each of its code points where it is now (-1: cut)."""

    old: str
    new: str
    now: list[int]


def written(words: Words, rng: random.Random) -> str:
    """Return a text: sentences of 8 to 24 words, four to a paragraph."""
    text: list[str] = []
    length = 0
    while length < CHARACTERS:
        sentence = " ".join(rng.choices(words.words, cum_weights=words.weights, k=rng.randint(8, 24))).capitalize()
        text.append(sentence + ("." if len(text) % 4 else ".\n\n"))
        length += len(sentence) + 2
    return " ".join(text)[:CHARACTERS]


def edited(old: str, words: Words, rng: random.Random, share: float) -> Edited:
    """Edit ``share`` of the words: a third exchanged, a third cut, a third with another word put before."""
    new: list[str] = []
    now: list[int] = []
    at = 0
    for piece in old.split(" "):
        kept = f"{piece} "
        here = list(range(at, at + len(kept)))
        if rng.random() < share:
            other = f"{rng.choice(words.words)} "
            match rng.randrange(3):
                case 0:
                    kept, here = other, [-1] * len(kept)
                case 1:
                    kept, here = "", [-1] * len(kept)
                case _:
                    kept, here = other + kept, [one + len(other) for one in here]
        now += here
        new.append(kept)
        at += len(kept)
    return Edited(old, "".join(new), now[: len(old)])


def right(one: Found, text: Edited, start: int, end: int) -> bool:
    """Whether the place found is, or overlaps, where the quotation's letters are now; none if all were cut."""
    there = [place for place in text.now[start:end] if place >= 0]
    if one.span is None or not there:
        return one.span is None and not there
    return one.span[0] <= there[-1] and one.span[1] > there[0]


def refound(share: float, *, quotes: int = QUOTES, seed: int = 11) -> tuple[float, int, float, str]:
    """Return the share found right, how many were moved silently to other words, milliseconds each, and the states."""
    rng = random.Random(seed)
    words = Words.made()
    old = written(words, rng)
    text = edited(old, words, rng, share)
    spans = []
    for _ in range(quotes):
        start = old.index(" ", rng.randrange(0, len(old) - 400)) + 1
        length = rng.choice((15, 30, 60, 120, 240))
        spans.append((start, start + len(old[start : start + length].rstrip())))
    began = time.perf_counter()
    found = transfer(old, text.new, spans)
    took = (time.perf_counter() - began) * 1000 / quotes
    good = sum(right(one, text, *span) for one, span in zip(found, spans, strict=True))
    silent = sum(
        one.state in STANDS and (one.span is None or text.new[slice(*one.span)] != old[slice(*span)])
        for one, span in zip(found, spans, strict=True)
    ) + sum(one.state in STANDS and not right(one, text, *span) for one, span in zip(found, spans, strict=True))
    states = ", ".join(f"{sum(one.state is state for one in found)} {state.value}" for state in AnchorState)
    return good / quotes, silent, took, states


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("share", "least"), [(0.02, 0.99), (0.05, 0.97), (0.10, 0.97), (0.20, 0.90)])
def test_quotations_are_found_again(share: float, least: float) -> None:
    good, silent, took, states = refound(share)
    print(
        f"\n{share:.0%} of the words edited: {good:.1%} right or overlapping, {silent} moved silently to other words,"
        f" {took:.1f} ms a quotation; {states}"
    )
    assert good >= least
    assert silent == 0

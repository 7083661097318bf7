"""Text on its way into the template: direction and language found, long strings breakable, citations split.

A text becomes a plain string where it needs nothing, else ``{"s": pieces, "l": language, "r": right to left}``.
Between two pieces the line may break and nothing is printed: addresses and hashes are copied whole.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

from workbench.reports.glyphs import legible
from workbench.reports.script import Setting, has_right_to_left, setting

Text: TypeAlias = str | dict[str, object]
Cited: TypeAlias = list[Text]

# A run without a space longer than this may stick out of its column; no ordinary word is.
_LONG = 34
_LONG_RUN = re.compile(rf"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]{{{_LONG},}}")
_BREAK_AFTER = re.compile(r"(?<=[/?&=_.,;:@+#%|\u2013\u2014-])(?=[^/\s])")
_CITATION = re.compile(r"\[([A-Z]\d+(?:\s*[,;]\s*[A-Z]\d+)*)\]")
_OPENING = "“„‟‘‚«\"'「『"
_UNQUOTED = frozenset({"zh", "ja", "ko"})

# What stands around a claim's words: enough to understand them, not the whole paragraph of a long feature.
_AROUND = 320


class Setter:
    """Prepares the texts of one report: knows what its fonts cover and which ``language`` its texts are in."""

    def __init__(self, covered: frozenset[int], language: str = "en") -> None:
        self._covered = covered
        self._language = language

    def plain(self, text: str) -> str:
        """Return ``text`` on one line, for titles and descriptions that take no setting."""
        return _fold(legible(text, self._covered)).strip()

    def line(self, text: str, declared: str | None = None) -> Text:
        """Return ``text`` as one line; ``declared`` is its document's language (None: the project's)."""
        return _text(self.plain(text), self._setting(text, declared))

    def inline(self, text: str) -> Text:
        """Return ``text`` for the middle of a line of ours: words of the other direction keep to themselves."""
        line = self.line(text, "en")
        if isinstance(line, dict) and has_right_to_left(text):
            line["i"] = True
        return line

    def paragraphs(self, text: str, declared: str | None = None) -> list[Text]:
        """Return the paragraphs of ``text``: a blank line parts them, a single line feed is a space."""
        parts = re.split(r"\n[ \t]*\n", text.replace("\r", ""))
        return [self.line(part, declared) for part in parts if part.strip()]

    def quotation(self, text: str, declared: str | None = None) -> list[Text]:
        """Return the paragraphs of a quoted passage, in quotation marks where its script uses ours."""
        how = self._setting(text, declared)
        words = text.strip()
        bare = not words or how.right_to_left or how.language in _UNQUOTED or words[0] in _OPENING
        return self.paragraphs(words if bare else f"“{words}”", declared)

    def cited(self, text: str, known: Iterable[str]) -> list[Cited]:
        """Return the paragraphs of a rationale; ``[E1]`` becomes ``{"ref": "E1"}`` where E1 is ``known``."""
        codes = frozenset(known)
        return [self._cited(part, codes) for part in text.replace("\r", "").split("\n") if part.strip()]

    def sentence(self, before: str, exact: str, after: str) -> dict[str, Text]:
        """Return a claim's words with what stands around them, shortened at a word, all set one way."""
        head, tail = _tail(_fold(before)), _head(_fold(after))
        how = self._setting(head + exact + tail, None)
        parts = {"before": head, "exact": exact, "after": tail}
        return {name: _always(self._span(part), how) for name, part in parts.items()}

    def _cited(self, text: str, codes: frozenset[str]) -> Cited:
        out: Cited = []
        how = self._setting(text, None)
        last = 0
        for match in _CITATION.finditer(text):
            cited = re.split(r"\s*[,;]\s*", match[1])
            if codes.issuperset(cited):
                out.append(_text(self._span(text[last : match.start()]), how))
                out.extend({"ref": code} for code in cited)
                last = match.end()
        out.append(_text(self._span(text[last:]), how))
        return [part for part in out if part != "" and not (isinstance(part, dict) and part.get("s") == [""])]

    def _span(self, text: str) -> str:
        return _fold(legible(text, self._covered))

    def _setting(self, text: str, declared: str | None) -> Setting:
        how = setting(text, self._language if declared is None else declared)
        return Setting("", how.right_to_left) if how.language == "en" else how


def digest_groups(sha256: str) -> list[str]:
    """Return a SHA-256 in hex as eight groups of eight, which an eye can compare."""
    return [sha256[at : at + 8] for at in range(0, len(sha256), 8)]


def _text(clean: str, how: Setting) -> Text:
    pieces = _pieces(clean)
    if len(pieces) == 1 and not how.language and not how.right_to_left:
        return clean
    return _always(clean, how)


def _always(clean: str, how: Setting) -> dict[str, object]:
    return {"s": _pieces(clean), "l": how.language, "r": how.right_to_left}


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _pieces(text: str) -> list[str]:
    """Split ``text`` where a line may break inside an overlong string; joined again it is unchanged."""
    pieces: list[str] = []
    last = 0
    for run in _LONG_RUN.finditer(text):
        for at in _breaks(run[0]):
            pieces.append(text[last : run.start() + at])
            last = run.start() + at
    pieces.append(text[last:])
    return pieces


def _breaks(run: str) -> list[int]:
    """Return where a long run may break: after its punctuation, and at latest every twelve characters."""
    natural = [match.start() for match in _BREAK_AFTER.finditer(run)]
    breaks: list[int] = []
    last = 0
    for at in [*natural, len(run)]:
        while at - last > _LONG:
            last += 12
            breaks.append(last)
        if at < len(run):
            breaks.append(at)
            last = at
    return breaks


def _tail(before: str) -> str:
    if len(before) <= _AROUND:
        return before
    kept = before[-_AROUND:]
    return "… " + kept[kept.find(" ") + 1 :]


def _head(after: str) -> str:
    if len(after) <= _AROUND:
        return after
    kept = after[:_AROUND]
    return kept[: kept.rfind(" ")] + " …" if " " in kept else kept + "…"

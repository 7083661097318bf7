"""Search over evidence, claims and the article: every hit names the place where it opens.

The query language: words (all must occur), "a phrase", OR, -not, prefix*.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from workbench.anchors.fold import Folded, fold, words
from workbench.desk import codes, documents, same
from workbench.desk.views import Hit
from workbench.errors import WorkbenchError
from workbench.model.tables import Article, ArticleVersion, Claim, Document, Verdict
from workbench.store import index
from workbench.store.project import Project

SCOPES = {
    "evidence": ("document",),
    "claims": ("claim", "verdict", "article_version"),
    "all": ("document", "claim", "verdict", "article_version"),
}
BEFORE, AFTER = 60, 120  # code points of snippet around a hit

_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


class EmptyQuery(WorkbenchError):
    """There is nothing to look for."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: folded words that follow each other; the last may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives of terms that must all occur, and terms that must not."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...]

    @property
    def match(self) -> str:
        """The query in the words of FTS5. Every word is quoted, so that none is taken for an operator."""
        anyone = " OR ".join(f"({' AND '.join(map(_fts, terms))})" for terms in self.wanted)
        return f"({anyone})" + "".join(f" NOT {_fts(term)}" for term in self.unwanted)


def _fts(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + ("*" if term.prefix else "")


def parse(query: str) -> Query:
    """Read a query; raise EmptyQuery where it holds no word to look for."""
    wanted: list[list[Term]] = [[]]
    unwanted: list[Term] = []
    for minus, phrase, word in _PIECE.findall(query):
        if word == "OR" and not minus:
            wanted.append([])
            continue
        folded = fold(phrase or word).text
        term = Term(tuple(folded[a:b] for a, b in words(folded)), prefix=word.endswith("*"))
        if term.words:
            (unwanted if minus else wanted[-1]).append(term)
    alternatives = tuple(tuple(terms) for terms in wanted if terms)
    if not alternatives:
        raise EmptyQuery("Type a word to look for.")
    return Query(alternatives, tuple(unwanted))


def search(project: Project, query: str, *, scope: str = "all", limit: int = 20) -> list[Hit]:
    """Return the best hits, best first; ``scope`` is evidence, claims or all. Raises EmptyQuery.

    ``Hit.start`` and ``end`` span the first words found, in the stored text of the document or article; for claims
    and verdicts, in the field that holds them.
    """
    parsed = parse(query)
    with project.look() as session:
        rows = index.find(session.connection(), parsed.match, SCOPES[scope], limit)
        texts: dict[tuple[str, str], str] = {}
        hits = []
        hidden = {*same.joined(session.connection()), *_older(session)}
        for row in (row for row in rows if row.noun_id not in hidden):
            key = (row.noun_id, row.field)
            if key not in texts:
                texts[key] = _text(session, row)
            hits.append(_hit(session, row, texts[key], parsed))
    return hits


def _older(session: Session) -> list[str]:
    """Return the versions of articles that were revised since: what is found is shown in the newest."""
    query = "SELECT o.id FROM article_version o JOIN article_version n ON n.article_id = o.article_id AND n.seq > o.seq"
    return [ident for (ident,) in session.connection().exec_driver_sql(query)]


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words of a query stand in ``text``, in order: for highlighting every hit of a document."""
    return _spans(fold(text), parse(query))


def _spans(folded: Folded, query: Query) -> list[tuple[int, int]]:
    terms = [term for terms in query.wanted for term in terms]
    at = words(folded.text)
    tokens = [folded.text[a:b] for a, b in at]
    found = set()
    for term in terms:
        length = len(term.words)
        for first in range(len(tokens) - length + 1):
            if _matches(tokens[first : first + length], term):
                found.add(folded.raw(at[first][0], at[first + length - 1][1]))
    return sorted(found)


def _matches(tokens: Sequence[str], term: Term) -> bool:
    if term.prefix:
        return tuple(tokens[:-1]) == term.words[:-1] and tokens[-1].startswith(term.words[-1])
    return tuple(tokens) == term.words


def _text(session: Session, row: index.Row) -> str:
    match row.noun:
        case "document":
            document = codes.find(session, Document, row.noun_id)
            if row.field == index.BODY:
                return documents.stored_text(session.connection(), document).text
            return index.searchable(str(getattr(document, row.field)))
        case "claim":
            return index.searchable(str(getattr(codes.find(session, Claim, row.noun_id), row.field)))
        case "article_version":
            return session.get_one(ArticleVersion, row.noun_id).text
        case _:
            verdict = session.get_one(Verdict, row.noun_id)
            return index.searchable(str(getattr(verdict, row.field)))


def _hit(session: Session, row: index.Row, text: str, query: Query) -> Hit:
    marks = [(a + row.start, b + row.start) for a, b in _spans(fold(text[row.start : row.end]), query)]
    start, end = marks[0] if marks else (row.start, row.end)
    left, right = max(row.start, start - BEFORE), min(row.end, end + AFTER)
    left = _word_edge(text, left, row.start)
    snippet = text[left:right].replace("\n", " ")
    lead = "…" if left > row.start else ""
    shown = lead + snippet + ("…" if right < row.end else "")
    within = tuple((a - left + len(lead), b - left + len(lead)) for a, b in marks if b <= right)
    kind, ident, code, title = _target(session, row)
    opens = row.noun == "article_version" or row.field in (index.BODY, "quotation")
    return Hit(kind, ident, code, title, shown, within, start if opens else 0, end if opens else 0, row.page)


def _word_edge(text: str, at: int, least: int) -> int:
    while at > least and not text[at - 1].isspace():
        at -= 1
    return at


def _target(session: Session, row: index.Row) -> tuple[str, str, str, str]:
    match row.noun:
        case "document":
            document = codes.find(session, Document, row.noun_id)
            return "document", document.id, codes.code(document), document.title
        case "article_version":
            version = session.get_one(ArticleVersion, row.noun_id)
            article = codes.find(session, Article, version.article_id)
            return "article", article.id, codes.code(article), article.title
        case "verdict":
            claim = codes.find(session, Claim, session.get_one(Verdict, row.noun_id).claim_id)
        case _:
            claim = codes.find(session, Claim, row.noun_id)
    return "claim", claim.id, codes.code(claim), claim.statement

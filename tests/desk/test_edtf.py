"""Dates carry their precision, or are refused in a sentence."""

import pytest

from tests.desk.test_claims import span
from workbench.desk import claims, documents
from workbench.desk.edtf import NotADate, edtf
from workbench.desk.views import ArticleView
from workbench.store.project import Project


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("2009", "2009"),
        (" 2009-10-07 ", "2009-10-07"),
        ("XXXX-02-22", "XXXX-02-22"),
        ("2009-09/2009-11", "2009-09/2009-11"),
        ("2019?", "2019?"),
        ("7 October 2009", "2009-10-07"),
        ("February 22", "XXXX-02-22"),
    ],
)
def test_a_date_is_kept_with_its_precision(written: str, kept: str) -> None:
    assert edtf(written) == kept


@pytest.mark.parametrize("written", ["soon", "2009-13", "2009-02-30", "7 October 2009 or so", "yesterday", "12"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(NotADate, match="is not a date"):
        edtf(written)


def test_a_wrong_date_changes_nothing(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("40 people"))
    for wrong in (
        lambda: claims.edit(project, claim.id, claim_date="soon", place="Rome"),
        lambda: claims.mark(project, article.version_id, *span("2008"), claim_date="soon"),
        lambda: documents.cite(project, title="x", date="soon"),
    ):
        with pytest.raises(NotADate):
            wrong()
    assert claims.listing(project) == [claim]
    assert documents.listing(project) == []

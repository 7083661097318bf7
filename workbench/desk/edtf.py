"""Dates as the project keeps them: EDTF, which says how precise a date is ("2009", "2009-10-07", "XXXX-02-22")."""

from workbench.errors import WorkbenchError


class NotADate(WorkbenchError):
    """The words are no date that could be kept."""


def edtf(written: str) -> str:
    """Return ``written`` as EDTF: as it stands where it is EDTF, else the one date its words name ("7 October 2009").

    Empty text stays empty. Raises NotADate.
    """
    from workbench.suggest import periods  # dates in words take long to import, and are seldom written
    from workbench.suggest.dates import dates

    written = written.strip()
    if not written or periods.parse(written):
        return written
    named = dates(written) if any(sign.isalpha() for sign in written) else []  # "2009-13" is no month, nor a span
    if len(named) == 1 and written[: named[0].start].strip() == written[named[0].end :].strip() == "":
        return named[0].edtf
    raise NotADate(f"“{written}” is not a date. Write it as 2009, 2009-10, 2009-10-07, or 2009-09/2009-11.")


def edtf_or_nothing(written: str) -> str:
    """Return a date found in a file as EDTF; nothing where it is not one, since nobody vouched for it."""
    try:
        return edtf(written)
    except NotADate:
        return ""

"""Documents held twice: the same file added on two laptops is one piece of evidence, shown as the elder."""

from workbench.store.reading import Asks


def joined(asks: Asks) -> dict[str, str]:
    """Return, for each document shown as another, the id of the one it is shown as.

    Two documents are one where their files have the same SHA-256 and their stored texts the same letters, so that
    every passage stands in both. The elder (the smaller id) is shown; both stay in the log.
    """
    rows = asks.exec_driver_sql(
        "SELECT d.id, f.sha256, coalesce(t.sha256, '') FROM document d JOIN file_blob f ON f.id = d.blob_id"
        " LEFT JOIN document_text t ON t.document_id = d.id WHERE f.sha256 IN"
        " (SELECT sha256 FROM file_blob GROUP BY sha256 HAVING count(*) > 1) ORDER BY d.id"
    )
    eldest: dict[tuple[str, str], str] = {}
    shown = {}
    for ident, file, text in rows:
        first = eldest.setdefault((file, text), ident)
        if first != ident:
            shown[ident] = first
    return shown

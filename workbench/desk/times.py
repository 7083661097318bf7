"""Times as the desk writes them."""

from datetime import UTC, datetime


def from_milliseconds(milliseconds: int) -> str:
    """Return milliseconds since 1970 as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

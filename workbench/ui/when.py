"""Times as the screen says them: in the time of this computer, to the minute."""

from datetime import UTC, datetime

from workbench.ui.text import plural, tr

MINUTE, HOUR, DAY = 60, 3600, 86_400


def moment(iso: str) -> str:
    """Return "23 Nov 2026, 14:02" for a time in ISO 8601; what is no such time is returned as it stands."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    local = at.astimezone() if at.tzinfo else at.replace(tzinfo=UTC).astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def clock(at: datetime) -> str:
    """Return "14:02" for a time that has a zone."""
    return f"{at.astimezone():%H:%M}"


def recent(at: datetime) -> str:
    """Return "14:02" for a time of today that has a zone, the day before it for another."""
    local = at.astimezone()
    return clock(at) if local.date() == datetime.now().astimezone().date() else moment(at.isoformat())


def ago(at: datetime) -> str:
    """Return how long ago a time that has a zone is: "12 minutes ago"."""
    seconds = max(0, int((datetime.now(UTC) - at).total_seconds()))
    if seconds < MINUTE:
        return tr("just now")
    if seconds < HOUR:
        return plural(seconds // MINUTE, "%n minute ago", "%n minutes ago")
    if seconds < DAY:
        return plural(seconds // HOUR, "%n hour ago", "%n hours ago")
    return plural(seconds // DAY, "%n day ago", "%n days ago")


def size(amount: int) -> str:
    """Return a number of bytes in words: "48 KB"."""
    if amount < 1000:
        return plural(amount, "%n byte", "%n bytes")
    for unit in ("KB", "MB"):
        amount = round(amount / 1000)
        if amount < 1000:
            return f"{amount} {unit}"
    return f"{amount / 1000:.1f} GB"

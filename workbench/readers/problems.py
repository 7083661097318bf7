"""What readers say when a file cannot be read: one sentence each, for the user."""

from workbench.errors import WorkbenchError


class CannotRead(WorkbenchError):
    """The file's content cannot be turned into text or pages; the file itself may still be kept."""


class FileNotReadable(WorkbenchError):
    """The file cannot be opened at all: it is missing, a folder, or not ours to open."""


class ReadingCancelled(WorkbenchError):
    """Somebody asked to stop before the reading was done."""


class PageNotShown(WorkbenchError):
    """A page could not be drawn, measured or cropped."""


class ReaderNotStarted(WorkbenchError):
    """The system gives no further process."""

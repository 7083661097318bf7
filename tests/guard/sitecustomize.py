"""Python loads this by itself when it starts: every Python that a test starts keeps the promise too."""

# Importing it is enough. It is found because this folder is on the path of whatever loads this file.
import no_sockets  # type: ignore[import-not-found]  # noqa: F401

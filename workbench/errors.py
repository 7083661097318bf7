"""The root of everything a user may be told."""


class WorkbenchError(Exception):
    """The user's trouble, in one plain sentence that says what happened and what to do.

    Subclasses live beside the verb that raises them. ``str(error)`` is shown as it is.
    Anything that is not a ``WorkbenchError`` is our own fault and is reported as such.
    """

    @property
    def sentence(self) -> str:
        """The sentence for the user."""
        return str(self)


class Nameless(WorkbenchError):
    """Something would be done to a project in which every act carries a name, and nobody has said who acts."""

"""The nouns, each by its name: ``model.Claim``. They are imported when the first is asked for, which takes a while."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.tables import *  # noqa: F403  (all of them, under their own names)
else:

    def __getattr__(name: str) -> object:
        if not name[:1].isupper():
            raise AttributeError(name)
        from workbench.model import tables

        return getattr(tables, name)

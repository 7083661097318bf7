"""What actions are about: the menus, in their order. Apart from the actions, because the first paint needs it."""

from enum import StrEnum

from workbench.ui.text import tr


class Subject(StrEnum):
    """The menus, in their order."""

    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    CLAIM = "Claim"
    EVIDENCE = "Evidence"
    REVIEW = "Review"
    REPORT = "Report"
    PROJECT = "Project"
    HELP = "Help"


SUBJECT_WORD = {subject: tr(subject.value) for subject in Subject}

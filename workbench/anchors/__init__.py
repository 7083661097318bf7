"""Quotes that find their place again. Pure text: offsets are Unicode code points, end exclusive."""

from workbench.anchors.find import Found, find
from workbench.anchors.occurrences import occurrences
from workbench.anchors.propose import Proposal, propose
from workbench.anchors.quote import NothingSelectedError, OutsideTextError, Quote, describe, trim
from workbench.anchors.transfer import transfer

__all__ = [
    "Found",
    "NothingSelectedError",
    "OutsideTextError",
    "Proposal",
    "Quote",
    "describe",
    "find",
    "occurrences",
    "propose",
    "transfer",
    "trim",
]

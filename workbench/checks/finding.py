"""A finding: one rule that does not hold, on one thing, with a key by which it is known again."""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from workbench.model.sets import Severity


class Target(StrEnum):
    """What a finding is about."""

    CLAIM = "claim"
    LINK = "link"
    DOCUMENT = "document"
    SOURCE = "source"
    ARTICLE = "article"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (``message``), precisely (``detail``, may be empty), and what to do (``fix``).

    ``key`` is made of the rule, the target and a digest of all the finding rests on: it is the same on every run and
    another one as soon as any of that changes, so a waiver kept under it lapses by itself. ``code`` is the code shown
    with it ("C45", "E3"), ``claim_id`` the claim it came up on (empty for the project's findings), ``waived`` the
    reason it was accepted with. Findings that block are never waived.
    """

    rule: str
    severity: Severity
    target_kind: Target
    target_id: str
    claim_id: str
    code: str
    message: str
    fix: str
    detail: str
    key: str
    waived: str = ""

    @property
    def sentence(self) -> str:
        """Message and detail in one line."""
        return f"{self.message}: {self.detail}" if self.detail else self.message

    def __str__(self) -> str:
        return f"{self.code} {self.severity} {self.rule} {self.sentence}".strip()


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule hands in; the register makes the Finding of it.

    ``rests_on`` are the words and values that, when changed, make it another finding. ``code`` is that of the target
    where it is not the claim's; ``label`` fills the message of rules that name the verdict.
    """

    rule: str
    target_id: str
    rests_on: tuple[str, ...]
    detail: str = ""
    target_kind: Target = Target.CLAIM
    code: str = ""
    label: str = field(default="", kw_only=True)

    @property
    def key(self) -> str:
        """The finding's key."""
        digest = sha256("\x1f".join(self.rests_on).encode("utf-8")).hexdigest()
        return f"{self.rule}:{self.target_kind}:{self.target_id}:{digest[:16]}"

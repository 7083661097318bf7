"""Rules on what ClaimReview needs and on scales that are numbered the wrong way."""

from collections.abc import Iterator

from workbench.checks.dossier import ClaimDossier, ScaleFacts
from workbench.checks.finding import Hit, Target


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """X01, for a claim that is to be exported."""
    published = claim.publication
    if published is None:
        return
    needed = {
        "the address of the report": published.url,
        "the claim": claim.statement,
        "who publishes the review": published.organisation,
        "the verdict": claim.verdict.label if claim.verdict else "",
        "where the claim appeared": published.appearance,
        "the date of publication": published.date_published,
    }
    missing = [name for name, value in needed.items() if not value.strip()]
    if missing:
        yield Hit("X01", claim.claim_id, tuple(missing), f"missing: {', '.join(missing)}")


def check_scale(scale: ScaleFacts) -> Iterator[Hit]:
    """X03."""
    if scale.worst is None or scale.best is None:
        return
    if scale.best < scale.worst:
        detail = f"worst {scale.worst}, best {scale.best}"
        yield Hit("X03", scale.key, (str(scale.worst), str(scale.best)), detail, Target.SCALE)
        return
    for label in scale.labels:
        if label.rank is not None and not scale.worst <= label.rank <= scale.best:
            detail = f"“{label.label}” has {label.rank}, outside {scale.worst} to {scale.best}"
            yield Hit("X03", scale.key, (label.label, str(label.rank)), detail, Target.SCALE)

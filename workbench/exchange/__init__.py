"""For machines: ClaimReview."""

"""Consistency rules: a dossier of one claim in, findings out. Pure."""

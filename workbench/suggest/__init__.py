"""Sentences, check-worthy sentences, quote pairs, numbers and dates. Pure."""

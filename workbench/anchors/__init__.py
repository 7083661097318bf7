"""Quotes that find their place again. Pure text."""

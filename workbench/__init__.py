"""Workbench: check an article claim by claim, offline, and hand over a verdict report."""

__version__ = "0.1.0"

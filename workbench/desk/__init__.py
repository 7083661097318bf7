"""The verbs: everything a fact-checker does to a project, as plain functions."""

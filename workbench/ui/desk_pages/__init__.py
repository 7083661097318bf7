"""Pages about the project as a whole, each a tab of the reader: history, verify, backups, share, merge."""

"""The project file: open, look, step; operation log, undo, blobs, search index."""

"""The reader's pages: one widget family, one page per kind of document, fed with plain values by the
shell.
"""

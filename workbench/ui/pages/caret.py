"""Selecting by keyboard: caret browsing, and selections that grow by word, sentence and paragraph."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from workbench.suggest.sentences import sentences
from workbench.ui.offsets import OffsetMap

KEEP = QTextCursor.MoveMode.KeepAnchor
Move = QTextCursor.MoveOperation
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier

# What Shift with an arrow does to a selection even while caret browsing is off.
_EXTEND = {
    (Qt.Key.Key_Left, _SHIFT): Move.Left,
    (Qt.Key.Key_Right, _SHIFT): Move.Right,
    (Qt.Key.Key_Up, _SHIFT): Move.Up,
    (Qt.Key.Key_Down, _SHIFT): Move.Down,
    (Qt.Key.Key_Left, _SHIFT | _CONTROL): Move.WordLeft,
    (Qt.Key.Key_Right, _SHIFT | _CONTROL): Move.WordRight,
    (Qt.Key.Key_Home, _SHIFT): Move.StartOfLine,
    (Qt.Key.Key_End, _SHIFT): Move.EndOfLine,
}


def takes(event: QKeyEvent) -> bool:
    """Return whether a page wants this key for moving about, before any shortcut of the window.

    Letters never: they are the window's actions.
    """
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers & _ALT:
        return bool(modifiers & _SHIFT) and event.key() in _GROW
    return event.key() in _MOVES and (modifiers & ~(_SHIFT | _CONTROL)) == Qt.KeyboardModifier.NoModifier


_GROW = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_MOVES = (*_GROW, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def handle(page: QTextEdit, event: QKeyEvent) -> bool:
    """Do what a selecting key asks; return False for any other key.

    Alt+Shift+Up and Down grow and shrink the selection (word, sentence, paragraph), Alt+Shift+Right and
    Left extend it by a sentence, Ctrl+Shift+Down and Up by a paragraph; Shift with arrows extends what is
    selected.
    """
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    cursor = page.textCursor()
    if modifiers == _ALT | _SHIFT and key in _GROW:
        match key:
            case Qt.Key.Key_Up:
                grow(cursor)
            case Qt.Key.Key_Down:
                shrink(cursor)
            case _:
                forwards = (key == Qt.Key.Key_Right) != _right_to_left(cursor)
                extend_by_sentence(cursor, forwards=forwards)
    elif modifiers == _CONTROL | _SHIFT and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        extend_by_paragraph(cursor, forwards=key == Qt.Key.Key_Down)
    elif (key, modifiers) in _EXTEND and cursor.hasSelection():
        cursor.movePosition(_EXTEND[key, modifiers], KEEP)
    else:
        return False
    page.setTextCursor(cursor)
    return True


def _right_to_left(cursor: QTextCursor) -> bool:
    return cursor.block().textDirection() is Qt.LayoutDirection.RightToLeft


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds (UTF-16) of the sentences of one paragraph that hold ``start`` to ``end``, without
    the blank after them.
    """
    offsets = OffsetMap(text)
    first, last = offsets.to_points(start), offsets.to_points(end, up=True)
    found = sentences(text)
    if not found:
        return 0, offsets.to_units(len(text))
    begin = max((low for low, _ in found if low <= first), default=found[0][0])
    stop = max((high for low, high in found if low < max(last, first + 1)), default=found[0][1])
    return offsets.to_units(begin), offsets.to_units(stop)


def sentence_in(text: str, point: int) -> tuple[int, int]:
    """Return the bounds of the sentence that holds ``point``, all three in code points."""
    offsets = OffsetMap(text)
    unit = offsets.to_units(min(max(point, 0), len(text)))
    start, end = sentence_around(text, unit, unit)
    return offsets.to_points(start), offsets.to_points(end)


def select(cursor: QTextCursor, start: int, end: int) -> None:
    """Select ``start`` to ``end``, the caret at the end."""
    cursor.setPosition(start)
    cursor.setPosition(end, KEEP)


def _steps(cursor: QTextCursor) -> list[tuple[int, int]]:
    """Word, sentence and paragraph around the selection, from small to large."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    probe = QTextCursor(cursor)
    probe.setPosition(start)
    block = probe.block()
    base = block.position()
    probe.select(QTextCursor.SelectionType.WordUnderCursor)
    word = (probe.selectionStart(), probe.selectionEnd())
    stop = min(end, base + block.length() - 1)
    low, high = sentence_around(block.text(), start - base, stop - base)
    return [word, (base + low, base + high), (base, base + block.length() - 1)]


def grow(cursor: QTextCursor) -> None:
    """Select the next larger of word, sentence and paragraph around what is selected."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    for low, high in _steps(cursor):
        if low <= start and high >= end and high - low > end - start:
            select(cursor, low, high)
            return


def shrink(cursor: QTextCursor) -> None:
    """Select the next smaller of paragraph, sentence and word, from the selection's start."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    probe = QTextCursor(cursor)
    probe.setPosition(start)
    for low, high in reversed(_steps(probe)):
        if low >= start and high <= end and high - low < end - start:
            select(cursor, low, high)
            return


def select_sentence(cursor: QTextCursor) -> None:
    """Select the sentence around the caret."""
    select(cursor, *_steps(cursor)[1])


def select_paragraph(cursor: QTextCursor) -> None:
    """Select the paragraph around the caret."""
    select(cursor, *_steps(cursor)[2])


def extend_by_sentence(cursor: QTextCursor, *, forwards: bool) -> None:
    """Move the caret to the end (start) of its sentence, or of the next one when it is there already."""
    block = cursor.block()
    position = cursor.position() - block.position()
    if forwards:
        if position >= block.length() - 1:
            cursor.movePosition(Move.NextBlock, KEEP)
            return
        _, end = sentence_around(block.text(), position, position)
        if end <= position:
            _, end = sentence_around(block.text(), position + 1, position + 1)
        cursor.setPosition(block.position() + max(end, position + 1), KEEP)
        return
    if position == 0:
        cursor.movePosition(Move.PreviousCharacter, KEEP)
        return
    start, _ = sentence_around(block.text(), position - 1, position - 1)
    cursor.setPosition(block.position() + start, KEEP)


def extend_by_paragraph(cursor: QTextCursor, *, forwards: bool) -> None:
    """Move the caret to the end (start) of its paragraph, or of the next one that is not blank."""
    if forwards:
        if cursor.atBlockEnd():
            while cursor.movePosition(Move.NextBlock, KEEP) and cursor.block().length() == 1:
                pass
        cursor.movePosition(Move.EndOfBlock, KEEP)
        return
    if cursor.atBlockStart():
        while cursor.movePosition(Move.PreviousBlock, KEEP) and cursor.block().length() == 1:
            pass
    cursor.movePosition(Move.StartOfBlock, KEEP)

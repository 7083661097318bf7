"""How a text is set: one Qt paragraph per stored line, sizes and spacing by kind, positions never shifted."""

from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from workbench.model.sets import BlockKind
from workbench.readers.reading import Block
from workbench.ui import fonts, theme
from workbench.ui.offsets import OffsetMap
from workbench.ui.pages.pieces import needs_bidi

# At 100 %, in pixels: space of a blank line, of a blank line after the first, and the characters a line
# holds.
GAP = 15
REPEATED_GAP = 4
MEASURE_EMS = 33.0

# Families for scripts that turn up inside a text of another language.
OTHER_SCRIPTS = [family for script, family in fonts.FAMILY_BY_SCRIPT.items() if script != "urdu"]

AT_LEAST = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
EXACTLY = QTextBlockFormat.LineHeightTypes.FixedHeight.value


@dataclass(frozen=True, slots=True)
class Setting:
    """How a kind of paragraph is set: size in pixels at 100 %, line height as a multiple, weight, slant,
    spaces.
    """

    size: float
    line: float
    weight: int = QFont.Weight.Normal
    italic: bool = False
    muted: bool = False
    indent: float = 0.0
    above: float = 0.0
    desk: bool = False


BODY = Setting(fonts.READING_PIXELS, fonts.READING_LINE_HEIGHT)
SETTINGS = {
    BlockKind.TITLE: Setting(28, 1.25, QFont.Weight.DemiBold),
    BlockKind.DEK: Setting(19, 1.42, muted=True),
    BlockKind.HEADING: Setting(21, 1.3, QFont.Weight.DemiBold, above=10),
    BlockKind.BODY: BODY,
    BlockKind.CAPTION: Setting(14, 1.5, muted=True),
    BlockKind.PULL_QUOTE: replace(BODY, italic=True, indent=24),
    BlockKind.LIST_ITEM: replace(BODY, indent=20),
    BlockKind.TABLE_ROW: Setting(14, 1.6, desk=True),
    BlockKind.NOTE: Setting(14, 1.5, muted=True),
}
HEADER = Setting(14, 1.7, desk=True)


@dataclass(frozen=True, slots=True)
class Manner:
    """What the whole text is set with: zoom (1.0 is 100 %), the text's language ("" when unknown), its
    direction.
    """

    zoom: float = 1.0
    language: str = ""
    right_to_left: bool = False

    def font(self, setting: Setting = BODY) -> QFont:
        """Return the font of a kind of paragraph."""
        font = fonts.reading_font(language=self.language)
        first = [fonts.DESK] if setting.desk else []
        font.setFamilies([*first, *font.families(), *OTHER_SCRIPTS])
        font.setPixelSize(max(6, round(setting.size * self.zoom * self._larger())))
        if self.language.startswith("ur"):
            font.setStyleName("Regular")  # Nastaliq has one weight and is never slanted
        else:
            font.setWeight(QFont.Weight(setting.weight))
            font.setItalic(setting.italic and not self.right_to_left)
        return font

    def _larger(self) -> float:
        """Naskh letters are small in their square: set a little larger they read as easily as the others."""
        return 1.12 if self.language.split("-")[0] in {"ar", "fa"} else 1.0

    def measure(self) -> int:
        """Return the width of a full line in pixels: about 66 characters."""
        return round(MEASURE_EMS * fonts.READING_PIXELS * self.zoom)


def set_text(document: QTextDocument, text: str) -> None:
    """Put ``text`` (already ``offsets.shown``) into the document, as it is."""
    document.setUndoRedoEnabled(False)
    document.setPlainText(text)


def paragraph_kinds(text: str, offsets: OffsetMap, blocks: tuple[Block, ...]) -> dict[int, tuple[BlockKind, int]]:
    """Return, by the UTF-16 offset where a paragraph begins, its kind and its number (from 1).

    A block may begin behind marks of its own, such as "# " in Markdown; the paragraph begins with its line. The
    further lines of one block have its kind and the number 0.
    """
    kinds: dict[int, tuple[BlockKind, int]] = {}
    for number, block in enumerate(blocks, 1):
        line = text.rfind("\n", 0, block.start) + 1
        kinds.setdefault(offsets.to_units(line), (block.kind, number))
        after = text.find("\n", block.start, block.end) + 1 if block.kind is not BlockKind.BODY else 0
        while after:
            kinds.setdefault(offsets.to_units(after), (block.kind, 0))
            after = text.find("\n", after, block.end) + 1
    return kinds


def typeset(
    document: QTextDocument, kinds: dict[int, tuple[BlockKind, int]], manner: Manner, *, headers: bool = False
) -> dict[int, int]:
    """Give every paragraph its look and return the number of each numbered one, by Qt's block number.

    ``headers``: notes are the head of a letter, "name: value" a line.

    With no ``kinds`` every line that is not blank is a numbered paragraph of body text.
    """
    document.setDefaultFont(manner.font())
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(_block_format(BODY, manner))
    cursor.setCharFormat(QTextCharFormat())
    numbers = _each_paragraph(document, cursor, kinds, manner)
    if headers:
        _set_heads(document, cursor, kinds, manner)
    cursor.endEditBlock()
    return numbers


def _set_heads(
    document: QTextDocument, cursor: QTextCursor, kinds: dict[int, tuple[BlockKind, int]], manner: Manner
) -> None:
    """Set the heads of letters in the desk's letters, the names muted, all lines at the side the text begins at."""
    said, named = _char_format(HEADER, manner), _char_format(HEADER, manner)
    named.setForeground(QColor(theme.tokens().muted))
    for position in heads(kinds):
        block, look = document.findBlock(position), _block_format(HEADER, manner)
        if manner.right_to_left and not needs_bidi(block.text()):
            look.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            look.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        cursor.setPosition(position)
        cursor.setBlockFormat(look)
        for end, letters in ((block.length() - 1, said), (block.text().find(":") + 1, named)):
            cursor.setPosition(position)
            cursor.setPosition(position + end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(letters)


def heads(kinds: dict[int, tuple[BlockKind, int]]) -> list[int]:
    """Return where the lines of the heads of letters begin, in UTF-16 units."""
    return [position for position, (kind, _) in kinds.items() if kind is BlockKind.NOTE]


def _each_paragraph(
    document: QTextDocument, cursor: QTextCursor, kinds: dict[int, tuple[BlockKind, int]], manner: Manner
) -> dict[int, int]:
    numbers: dict[int, int] = {}
    gap, repeated = _blank_format(GAP * manner.zoom), _blank_format(REPEATED_GAP * manner.zoom)
    formats = {
        kind: (_block_format(s, manner), _char_format(s, manner)) for kind, s in SETTINGS.items() if s is not BODY
    }
    body = (_block_format(BODY, manner), None)
    was_blank, count = True, 0
    block = document.begin()
    while block.isValid():
        position = block.position()
        blank = block.length() == 1
        if blank:
            cursor.setPosition(position)
            cursor.setBlockFormat(repeated if was_blank else gap)
        else:
            kind, number = kinds.get(position, (None, 0))
            if not kinds:
                count += 1
                number = count
            if number:
                numbers[block.blockNumber()] = number
            look = formats.get(kind) if kind else None
            foreign = manner.right_to_left and not needs_bidi(block.text())
            if look or foreign or (kind and not was_blank):
                above = 0 if was_blank or (kind and not number) else GAP * manner.zoom
                _apply(cursor, block, look or body, above=above, foreign=foreign)
        was_blank = blank
        block = block.next()
    return numbers


def _apply(
    cursor: QTextCursor,
    block: QTextBlock,
    look: tuple[QTextBlockFormat, QTextCharFormat | None],
    *,
    above: float,
    foreign: bool,
) -> None:
    """Give one paragraph its look; ``foreign``: it runs from left to right in a text that runs the other
    way.
    """
    block_format, char_format = QTextBlockFormat(look[0]), look[1]
    block_format.setTopMargin(max(above, block_format.topMargin()))
    if foreign:
        block_format.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    cursor.setPosition(block.position())
    cursor.setBlockFormat(block_format)
    if char_format is not None:
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(char_format)


def _block_format(setting: Setting, manner: Manner) -> QTextBlockFormat:
    look = QTextBlockFormat()
    # At least: scripts that need more room than the leading gives (Nastaliq) get it.
    look.setLineHeight(ceil(setting.size * setting.line * manner.zoom), AT_LEAST)
    look.setTopMargin(setting.above * manner.zoom)
    look.setLeftMargin(setting.indent * manner.zoom)
    if manner.right_to_left:
        look.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return look


def _blank_format(height: float) -> QTextBlockFormat:
    look = QTextBlockFormat()
    look.setLineHeight(max(1, round(height)), EXACTLY)
    return look


def _char_format(setting: Setting, manner: Manner) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(manner.font(setting))
    if setting.muted:
        look.setForeground(QColor(theme.tokens().muted))
    return look

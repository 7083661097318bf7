"""The evidence of a claim as cards: stance in colour, sign and word, the passage, and where it stands."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from workbench.desk.views import LinkView
from workbench.model.sets import AnchorState, Stance
from workbench.reports.dates import day
from workbench.ui import fonts, theme, words
from workbench.ui.basics import button, empty, label
from workbench.ui.direction import side
from workbench.ui.text import tr
from workbench.ui.widgets import Elided

# The most that a part of a picture takes on a card, in pixels at normal text.
PART = QSize(290, 150)
# A longer passage is cut on the card; opening shows it whole.
SHOWN = 260


class EvidenceCards(QWidget):
    """Says which link to open, change or take away."""

    opened = Signal(object)
    changed = Signal(str, dict)
    dropped = Signal(str)
    cited = Signal(str)

    def __init__(self, picture: Callable[[str], bytes | None]) -> None:
        """``picture`` gives the kept picture (PNG) of a link, by its id."""
        super().__init__()
        self._picture = picture
        self._summary = label("", "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._shown: tuple[LinkView, ...] | None = None
        self._scale = theme.look().scale
        head = QHBoxLayout()
        head.addWidget(label(tr("Evidence"), "strong"))
        head.addStretch(1)
        head.addWidget(self._summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self._cards)
        theme.look().changed.connect(self._resized)

    def show_links(self, links: Sequence[LinkView]) -> None:
        """Show these links, those that decide first."""
        ordered = tuple(sorted(links, key=lambda link: (not link.decisive, link.stance is Stance.IRRELEVANT)))
        if ordered != self._shown:
            self._shown = ordered
            self._rebuild()

    def _resized(self) -> None:
        """Only another size of text needs other cards; colours are the stylesheet's."""
        if self._scale != theme.look().scale:
            self._scale = theme.look().scale
            self._rebuild()

    def _rebuild(self) -> None:
        links = self._shown or ()
        self._summary.setText(_summary(links))
        empty(self._cards)
        if not links:
            hint = tr(
                "No evidence yet. Open a document, select a passage and press S, X, M or T to link it to this claim."
            )
            self._cards.addWidget(label(hint, "muted", wrap=True))
        for link in links:
            png = self._picture(link.id) if link.region and link.has_crop else None
            card = Card(link, self._menu_of(link), png)
            card.opened.connect(partial(self.opened.emit, link))
            card.cited.connect(partial(self.cited.emit, link.document_code))
            self._cards.addWidget(card)

    def _menu_of(self, link: LinkView) -> QMenu:
        menu = QMenu(self)
        for stance, word in words.STANCE.items():
            action = menu.addAction(f"{words.STANCE_SIGN[stance]}  {word}", self._change(link, stance=stance))
            action.setCheckable(True)
            action.setChecked(stance is link.stance)
        menu.addSeparator()
        decisive = menu.addAction(tr("Decisive for the verdict"), self._change(link, decisive=not link.decisive))
        decisive.setCheckable(True)
        decisive.setChecked(link.decisive)
        menu.addAction(tr("Cite in the rationale"), partial(self.cited.emit, link.document_code))
        menu.addSeparator()
        menu.addAction(tr("Take this link away"), partial(self.dropped.emit, link.id))
        return menu

    def _change(self, link: LinkView, **what: object) -> Callable[[], None]:
        return partial(self.changed.emit, link.id, dict(what))


class Card(QFrame):
    """One link. A click anywhere or "open" goes to the passage."""

    opened = Signal()
    cited = Signal()

    def __init__(self, link: LinkView, menu: QMenu, png: bytes | None = None) -> None:
        super().__init__()
        menu.setParent(self, menu.windowFlags())
        self.setProperty("role", "card")
        self.setProperty("stance", link.stance.value)
        self.setAccessibleName(f"{words.STANCE[link.stance]}, {link.document_code}: {link.exact or link.note}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(11, 7, 8, 6)
        layout.setSpacing(3)
        layout.addLayout(_head(link, menu))
        if png is not None:
            layout.addWidget(_part(png, link))
        layout.addWidget(_passage(link))
        if link.sure is not None:
            layout.addWidget(label(words.read_by_ocr(link.sure), "small", wrap=True))
        if link.note and link.exact:
            layout.addWidget(label(link.note, "muted", wrap=True))
        layout.addLayout(self._foot(link))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the passage."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def enterEvent(self, event: QEvent) -> None:
        """Show that it can be clicked."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _foot(self, link: LinkView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        chip = button(
            link.document_code, self.cited.emit, "chip", name=f"{tr('Cite in the rationale')}: {link.document_code}"
        )
        row.addWidget(chip)
        source = Elided(_source(link), "small")
        source.setToolTip(link.document_title)
        row.addWidget(source, 1)
        row.addWidget(
            button(tr("open ↗"), self.opened.emit, "quiet", name=f"{tr('Open the passage in')} {link.document_code}")
        )
        return row


def _head(link: LinkView, menu: QMenu) -> QHBoxLayout:
    row = QHBoxLayout()
    stance = label(f"{words.STANCE_SIGN[link.stance]} {words.STANCE[link.stance]}")
    if link.decisive:
        stance.setText(f"{stance.text()} · {tr('decisive')}")
    stance.setProperty("tone", words.STANCE_TOKEN[link.stance])
    row.addWidget(stance)
    row.addStretch(1)
    if link.anchor_state is not AnchorState.EXACT:
        row.addWidget(label(tr("passage moved"), "error"))
    more = QPushButton("⋯")
    more.setProperty("role", "quiet")
    more.setAccessibleName(tr("Change or take away this link"))
    more.setMenu(menu)
    row.addWidget(more)
    return row


def _passage(link: LinkView) -> QLabel:
    part = tr("A part of the page") if link.page_label else tr("A part of the picture")
    whole = part if link.region else tr("The document as a whole")
    text = " ".join(link.exact.split()) or link.note or whole
    cut = text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + "…"
    made = label(f"“{cut}”" if link.exact else cut, wrap=True)
    made.setFont(fonts.reading_font(theme.look().scale * 14 / fonts.READING_PIXELS))
    made.setAlignment(side(text))
    return made


def _part(png: bytes, link: LinkView) -> QLabel:
    """Return the linked part of a picture, as large as the card allows."""
    part = tr("The linked part of the page") if link.page_label else tr("The linked part of the picture")
    whole = QImage.fromData(png)
    made = QLabel()
    ratio = made.devicePixelRatio()
    room = QSize(theme.px(PART.width()), theme.px(PART.height())) * ratio
    if whole.width() > room.width() or whole.height() > room.height():
        whole = whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    whole.setDevicePixelRatio(ratio)
    made.setPixmap(QPixmap.fromImage(whole))
    made.setMinimumWidth(1)
    made.setAccessibleName(f"{part} {link.document_code}")
    return made


def _source(link: LinkView) -> str:
    paged = link.page and (link.page_label or not link.region) and not link.place
    page = f"{tr('p.')} {link.page_label or link.page}" if paged else link.place
    tier = words.TIER[link.tier] if link.tier else ""
    origin = f"{tr('from')} {link.derived_from_code}" if link.derived_from_code else ""
    name = ", ".join(part for part in (link.publisher or link.document_title, day(link.date)) if part)
    return " · ".join(part for part in (name, page, tier, origin) if part)


def _summary(links: Sequence[LinkView]) -> str:
    counts = (
        (tr("for"), sum(link.stance is Stance.SUPPORTS for link in links)),
        (tr("against"), sum(link.stance is Stance.REFUTES for link in links)),
        (tr("mixed"), sum(link.stance is Stance.MIXED for link in links)),
    )
    return " · ".join(f"{word} {count}" for word, count in counts if count)

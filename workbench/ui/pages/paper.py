"""A sheet of paper on the desk: white in every theme, with the page's image or a word in its place."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from workbench.ui import fonts, theme

# Room around the words that stand for a page, in pixels.
MARGIN = 24


def paint_paper(
    painter: QPainter,
    rect: QRect,
    image: QImage | None,
    *,
    words: str,
    sight: QRect,
    ratio: float,
    quick: bool = False,
) -> None:
    """Paint a page into ``rect`` with its hairline.

    Without an image ``words`` stand in the middle of what is in ``sight``; ``ratio`` is device pixels to the pixel.
    ``quick`` stretches an image of another size without smoothing it: it is shown for a moment only.
    """
    if image is None:
        painter.fillRect(rect, QColor(theme.LIGHT.surface))
        _write(painter, rect.intersected(sight), words)
    else:
        fits = image.width() == round(rect.width() * ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not fits and not quick)
        painter.drawImage(QRectF(rect), image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(theme.tokens().line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-1, -1, 0, 0))


def _write(painter: QPainter, area: QRect, words: str) -> None:
    painter.setFont(fonts.desk_font(theme.look().scale))
    painter.setPen(QColor(theme.LIGHT.muted))
    inner = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

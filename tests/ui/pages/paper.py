"""Pages of letters on a grid, and a provider that answers when it is told to."""

from PySide6.QtGui import QColor, QImage

from workbench.readers.reading import Box, Page
from workbench.ui.pages.provider import PageBoxes, PageImage

WIDTH, HEIGHT, LETTER, LINE = 400.0, 600.0, 8.0, 20.0


def boxes_for(text, left=40.0, top=50.0):
    boxes, x, y = [], left, top
    for character in text:
        if character == "\n":
            boxes.append(Box(x, y, x, y + 12))
            x, y = left, y + LINE
        else:
            boxes.append(Box(x, y, x + LETTER, y + 12))
            x += LETTER
    return tuple(boxes)


def document(pages):
    """Return stored text and pages of these page texts."""
    made, at = [], 0
    for number, text in enumerate(pages, 1):
        made.append(Page(number, str(number), at, at + len(text), WIDTH, HEIGHT))
        at += len(text) + 2
    return made, "\n\n".join(pages)


class PaperProvider:
    """Answers at once, or, with ``held``, when ``let_go`` is called."""

    def __init__(self, pages, *, held=False, problem=""):
        self.pages, self.held, self.problem = pages, held, problem
        self.images, self.waiting, self.asked = {}, [], []

    def image(self, page, scale):
        return self.images.get((page, scale))

    def any_image(self, page):
        return next((image for (number, _), image in self.images.items() if number == page), None)

    def request_image(self, page, scale, done):
        self.asked.append(("image", page))
        self._answer(lambda: done(self._draw(page, scale)))

    def _draw(self, page, scale):
        if self.problem:
            return PageImage(page, scale, None, self.problem)
        image = QImage(round(WIDTH * scale), round(HEIGHT * scale), QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        self.images[page, scale] = image
        return PageImage(page, scale, image)

    def request_boxes(self, page, done):
        self.asked.append(("boxes", page))
        self._answer(lambda: done(PageBoxes(page, boxes_for(self.pages[page - 1]))))

    def _answer(self, give):
        if self.held:
            self.waiting.append(give)
        else:
            give()

    def let_go(self):
        waiting, self.waiting = self.waiting, []
        for give in waiting:
            give()

    def close(self):
        self.waiting.clear()

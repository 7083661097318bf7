"""What can be taken out of an Outlook message: its files, and the messages in it, written out as e-mail."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import olefile

from workbench.readers import mail_parts, outlook, page_letters
from workbench.readers.enclosed import AT_MOST, ATTACHED, LARGEST, Contents, Enclosed, Taken, What
from workbench.readers.markup import folded
from workbench.readers.normalise import normalise

AS_MAIL: Final = "a message kept inside an Outlook message, written out as e-mail"
_CONTENT_ID, _KIND = "3712", "370E"
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")


def contents(path: Path) -> Contents:
    """List what is attached to an Outlook message. Raises CannotRead."""
    try:
        with olefile.OleFileIO(path) as file:
            store = outlook.Store(file)
            items = [_item(store, folder, number) for number, folder in enumerate(store.attached(), 1)]
    except outlook.DAMAGES as error:
        raise outlook.refusal(error) from error
    return Contents(tuple(items[:AT_MOST]))


def take(path: Path, numbers: frozenset[int]) -> Iterator[Taken]:
    """Yield what is attached. Raises CannotRead."""
    try:
        with olefile.OleFileIO(path) as file:
            store = outlook.Store(file)
            for number, folder in enumerate(store.attached(), 1):
                if number in numbers:
                    yield _taken(store, folder, number)
    except outlook.DAMAGES as error:
        raise outlook.refusal(error) from error


def _item(store: outlook.Store, folder: str, number: int) -> Enclosed:
    inner = store.within(folder)
    if inner is not None:
        said = outlook.headers(inner)
        subject = normalise(said.get("Subject", ""))[:500]
        return Enclosed(
            number=number,
            what=What.MESSAGE,
            name=f"{(subject or 'message').replace('/', ' ')[:80]}.eml",
            title=subject,
            by=normalise(said.get("From", ""))[:500],
            when=mail_parts.moment(said.get("Date", "")),
            mime="message/rfc822",
            note=ATTACHED,
        )
    name = folded(normalise(store.name(folder)))[:300]
    shown = bool(store.words(_CONTENT_ID, folder)) and name.lower().endswith(_PICTURES)
    return Enclosed(
        number=number,
        what=What.PICTURE if shown else What.ATTACHMENT,
        name=name or f"attachment {number}",
        title=name,
        mime=normalise(store.words(_KIND, folder)).strip()[:100],
        size=len(store.content(folder)),
    )


def _taken(store: outlook.Store, folder: str, number: int) -> Taken:
    inner = store.within(folder)
    data = store.content(folder) if inner is None else _as_mail(inner).as_bytes()
    if len(data) > LARGEST:
        return Taken(number, b"", problem=mail_parts.TOO_LARGE)
    return Taken(number, data, note="" if inner is None else AS_MAIL)


def _as_mail(store: outlook.Store, depth: int = 0) -> EmailMessage:
    """The message as e-mail: its headers, its words, its files, the messages in it."""
    made = EmailMessage()
    for name, value in outlook.headers(store).items():
        made[name] = " ".join(value.split()) if name != "Date" else value
    made.set_content(store.words("1000"))
    markup = store.data("10130102") or store.words("1013").encode()
    if markup:
        made.add_alternative(page_letters.decode(markup), subtype="html")
    for folder in store.attached():
        inner = store.within(folder)
        if inner is None:
            name = folded(store.name(folder)) or "attachment"
            made.add_attachment(store.content(folder), "application", "octet-stream", filename=name)
        elif depth < 10:
            made.add_attachment(_as_mail(inner, depth + 1))
    return made

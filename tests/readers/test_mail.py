"""E-mail: headers on top, the words, what is attached by name, size and hash."""

import hashlib
import struct
from email.message import EmailMessage
from itertools import pairwise

import pytest

from workbench.model.sets import BlockKind, DocumentKind
from workbench.readers import documents, enclosed, mail, mail_parts, mailbox, outlook_parts
from workbench.readers.problems import CannotRead

PDF = b"%PDF-1.7 not read"


def message(plain="It was 39 people.\n\nNo more.", subject="Übung: the figures", **headers):
    made = EmailMessage()
    made["From"] = "Ada Bell <ada@example.org>"
    made["To"] = "Desk <desk@example.org>"
    made["Date"] = "Mon, 03 Jun 2024 23:30:00 -0500"
    made["Subject"] = subject
    made["Message-ID"] = "<1@example.org>"
    for name, value in headers.items():
        made[name] = value
    if plain:
        made.set_content(plain)
    return made


def put(folder, data, name="a.eml"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    return path


def test_a_message_has_its_headers_on_top(tmp_path):
    reading = documents.read(put(tmp_path, message(Cc="c@example.org")))
    assert reading.kind is DocumentKind.MESSAGE
    assert reading.text == (
        "From: Ada Bell <ada@example.org>\nTo: Desk <desk@example.org>\nCc: c@example.org\n"
        "Date: Mon, 03 Jun 2024 23:30:00 -0500\nSubject: Übung: the figures\n\nIt was 39 people.\n\nNo more."
    )
    assert reading.blocks[0].kind is BlockKind.NOTE
    assert reading.metadata == {
        "title": "Übung: the figures",
        "author": "Ada Bell <ada@example.org>",
        "date": "2024-06-03",
    }
    assert reading.warnings == ()


def test_plain_words_are_preferred_to_markup(tmp_path):
    made = message()
    made.add_alternative("<p>It was <b>40</b> people.</p>", subtype="html")
    assert "It was 39 people." in documents.read(put(tmp_path, made)).text
    assert "40" not in documents.read(put(tmp_path, made)).text


def test_a_message_of_markup_alone_is_read_without_what_is_hidden(tmp_path):
    made = message(plain="")
    made.set_content(
        "<html><style>p{}</style><p>It was <b>40</b> people.<img src='http://track.example/x.gif'>"
        "<table><tr><td>Year</td><td>2023</td></tr></table>",
        subtype="html",
    )
    reading = documents.read(put(tmp_path, made))
    assert reading.text.endswith("It was 40 people.\n\nYear\t2023")
    assert "track" not in reading.text
    assert reading.warnings == ("This message refers to 1 picture elsewhere; it was not loaded.",)


def test_attachments_are_listed_by_name_size_and_hash(tmp_path):
    made = message()
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="../../täglich.pdf")
    made.add_attachment("not the body", filename="note.txt")
    reading = documents.read(put(tmp_path, made))
    listed = [reading.text[one.start : one.end] for one in reading.blocks if one.kind is BlockKind.LIST_ITEM]
    assert listed[0] == f"täglich.pdf, 17 bytes, SHA-256 {hashlib.sha256(PDF).hexdigest()}"
    assert listed[1].startswith("note.txt, 13 bytes, SHA-256 ")
    assert "not the body" not in reading.text
    assert reading.warnings == ()


def test_a_message_in_a_message_is_read_below_it(tmp_path):
    made = message()
    made.add_attachment(message("The words forwarded.", subject="Inner"))
    text = documents.read(put(tmp_path, made)).text
    assert text.index("No more.") < text.index("Attached message") < text.index("Subject: Inner")
    assert text.endswith("The words forwarded.")


def test_a_box_is_read_message_by_message(tmp_path):
    border = b"From ada@example.org Mon Jun  3 23:30:00 2024\n"
    second = message("From where?\n\nFrom here.", subject="Second").as_bytes().replace(b"\nFrom ", b"\n>From ")
    path = put(tmp_path, border + message().as_bytes() + b"\n\n" + border + second, "a.mbox")
    reading = documents.read(path)
    assert reading.mime == "application/mbox"
    told = [reading.text[one.start : one.end] for one in reading.blocks if one.kind is BlockKind.HEADING]
    assert told == ["Message 1", "Message 2"]
    assert reading.text.endswith("Subject: Second\n\nFrom where?\n\nFrom here.")


@pytest.mark.parametrize("declared", ["charset=iso-8859-8", "charset=nonsense-99", ""])
def test_other_encodings_are_read_whatever_is_declared(tmp_path, declared):
    words = "משרד הבריאות מסר כי מספר המקרים עלה בשנה האחרונה."
    raw = f"From: a@b.c\nMessage-ID: <1>\nContent-Type: text/plain; {declared}\n\n{words}".encode("iso-8859-8")
    reading = documents.read(put(tmp_path, raw))
    assert words in reading.text
    assert bool(reading.warnings) is ("nonsense" in declared)


def test_a_header_of_raw_bytes_is_read(tmp_path):
    raw = "From: a@b.c\nMessage-ID: <1>\nSubject: Größe 39\n\nWords.".encode()
    assert "Subject: Größe 39\n" in documents.read(put(tmp_path, raw)).text


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"From: a@b.c\nSubject: x\n\nWords", "memo.txt", DocumentKind.TEXT),
        (b"Note: this\nSubject: x\n\nWords", "memo.eml", DocumentKind.MESSAGE),
        (b"Received: by x\nFrom: a@b.c\n\nWords", "memo", DocumentKind.MESSAGE),
        (b"Just words.", "memo.eml", DocumentKind.TEXT),
    ],
)
def test_a_memo_is_not_taken_for_a_message(tmp_path, head, name, kind):
    assert documents.read(put(tmp_path, head, name)).kind is kind


def test_a_message_under_another_name_is_read_and_said(tmp_path):
    reading = documents.read(put(tmp_path, message(), "a.pdf"))
    assert "ends in .pdf, but it is an e-mail" in reading.warnings[0]


@pytest.mark.parametrize("cut", [1, 60, 200])
def test_a_message_cut_short_gives_what_there_is(tmp_path, cut):
    made = message()
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    data = made.as_bytes()
    assert "It was 39 people." in documents.read(put(tmp_path, data[:-cut])).text


def test_messages_nested_without_end_are_refused_in_a_sentence(tmp_path):
    parts = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(40))
    with pytest.raises(CannotRead, match="damaged"):
        documents.read(put(tmp_path, f"From: a@b.c\nMessage-ID: <1>\n{parts}\nWords".encode()))


# -- what can be taken out


def taken(path, *numbers):
    return list(enclosed.take(path, numbers or [one.number for one in enclosed.contents(path).items]))


def test_what_is_attached_comes_out_as_it_was_put_in(tmp_path):
    made = message()
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="../../../etc/täglich.pdf")
    made.add_attachment("Größe 39", filename="note.txt", charset="iso-8859-1")
    path = put(tmp_path, made)
    items = enclosed.contents(path).items
    assert [(one.number, one.what, one.name, one.mime) for one in items] == [
        (1, enclosed.What.ATTACHMENT, "täglich.pdf", "application/pdf"),
        (2, enclosed.What.ATTACHMENT, "note.txt", "text/plain"),
    ]
    assert all(one.comes_along for one in items)
    first, second = taken(path)
    assert first.data == PDF
    assert (second.data, second.charset) == ("Größe 39\n".encode("iso-8859-1"), "iso-8859-1")
    assert [one.number for one in taken(path, 2)] == [2]


def test_a_logo_among_the_words_can_be_had_but_does_not_come_along(tmp_path):
    made = message(plain="")
    made.set_content("<p>Words <img src='cid:logo'></p>", subtype="html")
    made.add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png", disposition="inline")
    path = put(tmp_path, made)
    (item,) = enclosed.contents(path).items
    assert (item.what, item.comes_along) == (enclosed.What.PICTURE, False)
    assert documents.read(path).warnings == ()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_message_in_a_message_comes_out_with_its_own_bytes(tmp_path, ends):
    inner = message("The words forwarded.", subject="Inner")
    inner.add_attachment(PDF, maintype="application", subtype="pdf", filename="deep.pdf")
    made = message()
    made.add_attachment(inner)
    data = made.as_bytes().replace(b"\n", ends.encode())
    path = put(tmp_path, data)
    (item,) = enclosed.contents(path).items
    assert (item.what, item.title, item.comes_along) == (enclosed.What.MESSAGE, "Inner", True)
    assert item.when == "2024-06-04T04:30:00Z"
    (one,) = taken(path)
    assert one.data in data
    assert one.note == ""
    assert [within.name for within in enclosed.contents(put(tmp_path, one.data, "inner.eml")).items] == ["deep.pdf"]


def box(count, size=0):
    border = b"From ada@example.org Mon Jun  3 23:30:00 2024\n"
    filler = "Words of a letter.\n" * size
    return b"".join(
        border + message(f"It was {n} people.\n{filler}", f"No {n}").as_bytes() + b"\n" for n in range(count)
    )


def test_a_box_of_thousands_of_messages_is_listed_and_any_of_them_comes_out(tmp_path):
    path = put(tmp_path, box(3000), "a.mbox")
    items = enclosed.contents(path).items
    assert len(items) == 3000
    assert (items[2999].title, items[2999].by) == ("No 2999", "Ada Bell <ada@example.org>")
    assert not any(one.comes_along for one in items)
    first, last = taken(path, 1, 3000)
    assert first.data.startswith(b"From: Ada Bell")
    assert b"It was 2999 people." in last.data
    assert all(one.data in path.read_bytes() for one in (first, last))


def test_of_a_long_box_the_text_holds_what_it_says(tmp_path, monkeypatch):
    monkeypatch.setattr(mail, "_LONGEST", 5000)
    reading = documents.read(put(tmp_path, box(20, size=100), "a.mbox"))
    assert "the first 3 of its 20 messages" in reading.warnings[0]
    assert "It was 2 people." in reading.text
    assert "It was 3 people." not in reading.text


def test_a_box_too_large_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(mailbox, "LARGEST", 1000)
    with pytest.raises(CannotRead, match="larger than 1 GB"):
        documents.read(put(tmp_path, box(20), "a.mbox"))


def test_a_header_without_end_is_cut_and_costs_no_time(tmp_path):
    subject = " ".join(["=?utf-8?B?w5xidW5n?="] * 50_000)
    reading = documents.read(put(tmp_path, f"From: a@b.c\nMessage-ID: <1>\nSubject: {subject}\n\nWords".encode()))
    assert reading.text.startswith("From: a@b.c\nSubject: ÜbungÜbung")
    assert len(reading.text) < 20_100
    assert reading.text.endswith("\n\nWords")


def test_one_damaged_message_does_not_cost_the_box(tmp_path):
    parts = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(40))
    bad = f"From x@y.z Mon Jun  3 23:30:00 2024\nFrom: a@b.c\nMessage-ID: <1>\n{parts}\nWords\n\n".encode()
    text = documents.read(put(tmp_path, box(1) + bad + box(1), "a.mbox")).text
    assert mail.DAMAGED in text
    assert text.count("It was 0 people.") == 2


def test_a_hundred_thousand_parts_are_listed_as_far_as_is_said(tmp_path):
    head = b'From: a@b.c\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary="b"\n\n'
    part = b'--b\nContent-Disposition: attachment; filename="a.txt"\n\nx\n'
    path = put(tmp_path, head + part * 30_000 + b"--b--\n")
    held = enclosed.contents(path)
    assert (len(held.items), held.warnings) == (enclosed.AT_MOST, (mail_parts.TOO_MANY_PARTS,))
    assert documents.read(path).text.endswith("and 29,000 more")


def test_an_attachment_too_large_stays_in_the_message(tmp_path, monkeypatch):
    monkeypatch.setattr(mail_parts, "LARGEST", 10)
    made = message()
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    (one,) = taken(put(tmp_path, made))
    assert (one.data, one.problem) == (b"", mail_parts.TOO_LARGE)


# -- Outlook


def compound(streams):
    """A compound file of these streams ("folder/name": bytes), by hand: no library writes one."""
    paths = [name.split("/")[:-1] for name in streams]
    folders = sorted({"/".join(path[:n]) for path in paths for n in range(1, len(path) + 1)})
    entries = [("Root Entry", 5, b"")] + [(name, 1, b"") for name in folders]
    entries += [(name, 2, data) for name, data in streams.items()]
    sectors = [b""]  # the first holds the table of sectors
    table = [0xFFFFFFFD]

    def put_in(data):
        first, count = len(sectors), -(-len(data) // 512)
        for n in range(count):
            sectors.append(data[n * 512 : n * 512 + 512].ljust(512, b"\0"))
            table.append(first + n + 1 if n + 1 < count else 0xFFFFFFFE)
        return first if count else 0xFFFFFFFE

    small, chain, starts = b"", list[int](), list[int]()  # streams under 4,096 bytes stand in one stream of their own
    for _, _, data in entries:
        count = -(-len(data) // 64)
        starts.append(len(chain) if count else 0xFFFFFFFE)
        chain += [*range(len(chain) + 1, len(chain) + count), 0xFFFFFFFE] if count else []
        small += data.ljust(count * 64, b"\0")
    starts[0] = put_in(small)
    links = put_in(struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff"))
    entries[0] = ("Root Entry", 5, small)
    number = {name: n for n, (name, _, _) in enumerate(entries)}
    child: dict[int, int] = {}
    right: dict[int, int] = {}
    for holder in ("", *folders):
        inside = [n for name, n in number.items() if n and name.rpartition("/")[0] == holder]
        child[number[holder] if holder else 0] = inside[0]
        right |= dict(pairwise(inside))
    directory = b""
    for n, (name, kind, data) in enumerate(entries):
        wide = (name.rpartition("/")[2] + "\0").encode("utf-16-le")
        directory += wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
        directory += struct.pack("<III", 0xFFFFFFFF, right.get(n, 0xFFFFFFFF), child.get(n, 0xFFFFFFFF))
        directory += bytes(36) + struct.pack("<IQ", starts[n], len(data))
    first = put_in(directory)
    sectors[0] = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<10I", 0, 1, first, 0, 4096, links, 1, 0xFFFFFFFE, 0, 0)
    return head + struct.pack("<108I", *([0xFFFFFFFF] * 108)) + b"".join(sectors)


SENT = (1717475400 + 11644473600) * 10_000_000
PROPERTIES = bytes(32) + struct.pack("<IIQ", 0x00390040, 6, SENT)


def wide(words):
    return words.encode("utf-16-le")


OUTLOOK = {
    "__properties_version1.0": PROPERTIES,
    "__substg1.0_0037001F": wide("Übung: the figures"),
    "__substg1.0_0C1A001F": wide("Ada Bell"),
    "__substg1.0_0C1F001F": wide("ada@example.org"),
    "__substg1.0_0E04001F": wide("Desk"),
    "__substg1.0_1000001F": wide("It was 39 people.\r\n\r\nNo more."),
    "__attach_version1.0_#00000000/__substg1.0_3707001F": wide("C:\\secret\\a.pdf"),
    "__attach_version1.0_#00000000/__substg1.0_37010102": PDF,
}


def test_an_outlook_message_reads_like_any_other(tmp_path):
    reading = documents.read(put(tmp_path, compound(OUTLOOK), "a.msg"))
    assert reading.text == (
        "From: Ada Bell <ada@example.org>\nTo: Desk\nDate: Tue, 04 Jun 2024 04:30:00 +0000\n"
        "Subject: Übung: the figures\n\nIt was 39 people.\n\nNo more.\n\nAttachments\n\n"
        f"a.pdf, 17 bytes, SHA-256 {hashlib.sha256(PDF).hexdigest()}"
    )
    assert (reading.kind, reading.metadata["date"]) == (DocumentKind.MESSAGE, "2024-06-04")


def test_an_outlook_message_of_markup_is_read(tmp_path):
    streams = {name: data for name, data in OUTLOOK.items() if "_1000" not in name and "attach" not in name}
    streams["__substg1.0_10130102"] = "<meta charset=windows-1252><p>Größe 40</p>".encode("cp1252")
    assert documents.read(put(tmp_path, compound(streams), "a.msg")).text.endswith("\n\nGröße 40")


@pytest.mark.parametrize(("keep", "told"), [(600, False), (1600, False), (2500, True)])
def test_an_outlook_message_cut_short_is_refused_or_read_in_part_and_said(tmp_path, keep, told):
    data = compound(OUTLOOK)
    path = put(tmp_path, data[:keep] + "__properties_version1.0".encode("utf-16-le"), "a.msg")
    if told:
        assert "part of it may be missing" in documents.read(path).warnings[0]
    else:
        with pytest.raises(CannotRead, match="Outlook message is damaged"):
            documents.read(path)


def test_what_is_attached_to_an_outlook_message_comes_out(tmp_path):
    path = put(tmp_path, compound(OUTLOOK), "a.msg")
    (item,) = enclosed.contents(path).items
    assert (item.name, item.size, item.comes_along) == ("a.pdf", len(PDF), True)
    assert taken(path)[0].data == PDF


def test_a_message_in_an_outlook_message_is_read_and_comes_out_as_mail(tmp_path):
    inside = "__attach_version1.0_#00000001/__substg1.0_3701000D"
    streams = OUTLOOK | {
        f"{inside}/__properties_version1.0": bytes(24) + PROPERTIES[32:],
        f"{inside}/__substg1.0_0037001F": wide("Inner"),
        f"{inside}/__substg1.0_0C1A001F": wide("Bob"),
        f"{inside}/__substg1.0_1000001F": wide("The words forwarded."),
        f"{inside}/__attach_version1.0_#00000000/__substg1.0_3707001F": wide("deep.pdf"),
        f"{inside}/__attach_version1.0_#00000000/__substg1.0_37010102": PDF,
    }
    path = put(tmp_path, compound(streams), "a.msg")
    text = documents.read(path).text
    assert text.index("Attached message") < text.index("Subject: Inner") < text.index("The words forwarded.")
    items = enclosed.contents(path).items
    assert [(one.what, one.title) for one in items] == [
        (enclosed.What.ATTACHMENT, "a.pdf"),
        (enclosed.What.MESSAGE, "Inner"),
    ]
    (one,) = taken(path, 2)
    assert one.note == outlook_parts.AS_MAIL
    within = put(tmp_path, one.data, "inner.eml")
    assert "The words forwarded." in documents.read(within).text
    assert taken(within)[0].data == PDF

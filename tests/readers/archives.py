"""Web archives made by hand, as crawlers and browsers write them."""

import base64
import gzip
import hashlib
import io
import json
import zipfile

import brotli

PAGE = "<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article>"
SENTENCES = "".join(f"<p>Sentence {n} of a page that was captured says that it was 39 people.</p>" for n in range(8))
IDENT = "<urn:uuid:00000000-0000-4000-8000-{:012d}>"


def page(title="Minister denies it", body=SENTENCES):
    return PAGE.format(title=title, body=body).encode()


def record(kind="response", url="https://paper.example/a", body=b"", when="2021-03-04T05:06:07Z", n=1, **headers):
    """One record: ``body`` is its block."""
    digest = base64.b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324  (what the format says)
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": IDENT.format(n),
        "WARC-Date": when,
        "WARC-Target-URI": url,
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(body)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"WARC/1.0\r\n{head}\r\n".encode() + body + b"\r\n\r\n"


def answer(content, mime="text/html; charset=utf-8", status="200 OK", packed=""):
    """What a server sent: status, headers, content."""
    content = {"gzip": gzip.compress, "br": brotli.compress}.get(packed, bytes)(content)
    coding = f"Content-Encoding: {packed}\r\n" if packed else ""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{coding}Content-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def capture(content=None, url="https://paper.example/a", n=1, when="2021-03-04T05:06:07Z", **how):
    """A captured page."""
    return record(url=url, n=n, when=when, body=answer(page() if content is None else content, **how))


INFO = record("warcinfo", url="", body=b"software: Crawler 1.0\r\n", Content_Type="application/warc-fields")


def warc(*records, packed=False):
    """An archive of records; ``packed`` each by itself, as .warc.gz has them."""
    return b"".join(map(gzip.compress, records)) if packed else b"".join(records)


def wacz(archives, pages=(), title="A collection"):
    """A WACZ of archives by name, with its list of pages (address, title)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as box:
        for name, data in archives.items():
            box.writestr(f"archive/{name}", data)
        lines = [{"format": "json-pages-1.0"}, *({"url": url, "title": told} for url, told in pages)]
        box.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
        box.writestr("datapackage.json", json.dumps({"title": title}))
    return made.getvalue()

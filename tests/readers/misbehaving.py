"""A reader process that does the wrong thing on purpose. Started by the tests in place of the real one."""

import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

OUT = sys.stdout.buffer


def say(header: object, *frames: bytes) -> None:
    if isinstance(header, dict):
        header = header | {"frames": [len(frame) for frame in frames]}
    encoded = json.dumps(header).encode()
    OUT.write(struct.pack(">I", len(encoded)) + encoded + b"".join(frames))
    OUT.flush()


def hear() -> None:
    length = struct.unpack(">I", sys.stdin.buffer.read(4))[0]
    header = json.loads(sys.stdin.buffer.read(length))
    for size in header["frames"]:
        sys.stdin.buffer.read(size)


def reading(**changed: object) -> dict[str, object]:
    return {
        "kind": "text",
        "mime": "text/plain",
        "text_layer": "good",
        "extractor": "text/1",
        "metadata": {},
        "warnings": [],
        "labels": [],
        "places": [],
    } | changed


def block(kind: int, start: int, end: int) -> bytes:
    return struct.pack("<BII", kind, start, end)


WRONG = {
    "a block past the end": lambda: say({"reading": reading()}, b"short", block(0, 0, 6), b"", b""),
    "a block backwards": lambda: say({"reading": reading()}, b"short", block(0, 3, 3), b"", b""),
    "an unknown block kind": lambda: say({"reading": reading()}, b"short", block(200, 0, 5), b"", b""),
    "half a block": lambda: say({"reading": reading()}, b"short", block(0, 0, 5)[:4], b"", b""),
    "text that is not UTF-8": lambda: say({"reading": reading()}, b"\xff\xfe", b"", b"", b""),
    "text not in stored form": lambda: say({"reading": reading()}, b"a\r\nb", b"", b"", b""),
    "decomposed text": lambda: say({"reading": reading()}, "e\u0301".encode(), b"", b"", b""),
    "an unknown kind": lambda: say({"reading": reading(kind="program")}, b"", b"", b"", b""),
    "a number for a warning": lambda: say({"reading": reading(warnings=[1])}, b"", b"", b"", b""),
    "metadata that is a list": lambda: say({"reading": reading(metadata=[])}, b"", b"", b"", b""),
    "half a surrogate": lambda: say({"reading": reading(metadata={"title": "\ud800"})}, b"", b"", b"", b""),
    "a page outside the text": lambda: say(
        {"reading": reading(labels=["1"])}, b"short", b"", struct.pack("<IIIff", 1, 0, 9, 1, 1), b""
    ),
    "a page without a size": lambda: say(
        {"reading": reading(labels=["1"])}, b"short", b"", struct.pack("<IIIff", 1, 0, 5, float("nan"), 1), b""
    ),
    "a place outside the text": lambda: say(
        {"reading": reading(places=["1"])}, b"short", b"", b"", struct.pack("<II", 0, 9)
    ),
    "a place without a span": lambda: say({"reading": reading(places=["1"])}, b"short", b"", b"", b""),
    "no frames": lambda: say({"reading": reading()}),
    "frames that are not numbers": lambda: say([{"frames": ["x"]}]),
    "a list for a header": lambda: say([1, 2]),
    "no JSON": lambda: OUT.write(struct.pack(">I", 4) + b"\x80\x04N.") and OUT.flush(),
    "an endless header": lambda: OUT.write(b"\xff\xff\xff\xff" + b"x" * 100) and OUT.flush(),
    "a reply cut short": lambda: OUT.write(struct.pack(">I", 100) + b"{") and OUT.flush(),
    "a text larger than allowed": lambda: say({"reading": reading()}, b"x" * 3_000_000, b"", b"", b""),
    "a frame said to be endless": lambda: (
        OUT.write(struct.pack(">I", 26) + b'{"frames":[99999999999999]}'[:26]) and OUT.flush()
    ),
}


def main(how: str) -> None:
    if how == "never starts":
        time.sleep(600)
    say({"ready": True})
    hear()
    say({"limits": []})
    hear()
    match how:
        case "hangs":
            time.sleep(600)
        case "hangs with a child":
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            Path(os.environ["HOME"], "child.pid").write_text(str(child.pid), encoding="ascii")
            time.sleep(600)
        case "dies":
            os.abort()
        case "leaves":
            sys.exit(0)
        case "complains without end":
            for _ in range(200_000):
                sys.stderr.write("x" * 100 + "\n")
            say({"problem": "It complained and went on."})
        case _:
            WRONG[how]()
    time.sleep(30)


if __name__ == "__main__":
    main(sys.argv[1])

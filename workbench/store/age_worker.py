"""The process that encrypts or decrypts by passphrase. Making a guess cost seconds must not make the window wait.

Runs as ``python -m workbench.store.age_worker lock|unlock`` (in a packaged build ``PROGRAM --age-worker lock|unlock``).
It reads the passphrase on a line of its own, as JSON, and then the bytes; it writes the result. No file is opened.
"""

import json
import sys

import pyrage

from workbench.store.vault import WRONG


def main(arguments: list[str]) -> int:
    """Do what ``arguments[0]`` says with what comes on standard input."""
    passphrase = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    if arguments[0] == "lock":
        made = pyrage.passphrase.encrypt(data, passphrase)
    else:
        try:
            made = pyrage.passphrase.decrypt(data, passphrase)
        except pyrage.DecryptError:
            return WRONG
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Language data for recognising text: where it is looked for, what is found, and what the languages are called."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.errors import WorkbenchError

ENDING = ".traineddata"
ORIENTATION = "osd"
"""Data that tells which way up a page is; no language."""
_CODE = re.compile(r"[A-Za-z][A-Za-z_]{1,29}\Z")
_NO_LANGUAGE = {ORIENTATION, "equ"}
NAMES = {
    "afr": "Afrikaans",
    "amh": "Amharic",
    "ara": "Arabic",
    "aze": "Azerbaijani",
    "ben": "Bengali",
    "bul": "Bulgarian",
    "ces": "Czech",
    "chi_sim": "Chinese (simplified)",
    "chi_tra": "Chinese (traditional)",
    "dan": "Danish",
    "deu": "German",
    "ell": "Greek",
    "eng": "English",
    "fas": "Persian",
    "fin": "Finnish",
    "fra": "French",
    "guj": "Gujarati",
    "heb": "Hebrew",
    "hin": "Hindi",
    "hun": "Hungarian",
    "ind": "Indonesian",
    "ita": "Italian",
    "jpn": "Japanese",
    "kor": "Korean",
    "kur": "Kurdish",
    "mar": "Marathi",
    "msa": "Malay",
    "nep": "Nepali",
    "nld": "Dutch",
    "nor": "Norwegian",
    "pan": "Punjabi",
    "pol": "Polish",
    "por": "Portuguese",
    "pus": "Pashto",
    "ron": "Romanian",
    "rus": "Russian",
    "spa": "Spanish",
    "swa": "Swahili",
    "swe": "Swedish",
    "tam": "Tamil",
    "tel": "Telugu",
    "tha": "Thai",
    "tur": "Turkish",
    "ukr": "Ukrainian",
    "urd": "Urdu",
    "vie": "Vietnamese",
}
# Languages as documents name them (BCP 47), for what they are called in file names.
_PAIRS = (
    "am amh, ar ara, bn ben, bg bul, cs ces, da dan, de deu, el ell, en eng, es spa, fa fas, fi fin, fr fra, he heb,"
    " hi hin, hu hun, id ind, it ita, ja jpn, ko kor, mr mar, ms msa, ne nep, nl nld, no nor, pa pan, pl pol, ps pus,"
    " pt por, ro ron, ru rus, sv swe, sw swa, ta tam, th tha, tr tur, uk ukr, ur urd, vi vie, zh chi_sim"
)
SHORT = {pair.split()[0]: pair.split()[1] for pair in _PAIRS.split(",")}


class UnknownLanguage(WorkbenchError):
    """There is no data for a language that was asked for."""


def found(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the file of every code for which there is data; of two the one in the earlier folder."""
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else ():
            code = path.name.removesuffix(ENDING)
            if _CODE.match(code) and path.is_file():
                files.setdefault(code, path)
    return files


def of_the_system() -> Iterator[Path]:
    """Yield the folders in which this system's packages, and those of Python, keep language data."""
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        yield Path(prefix)
        yield Path(prefix) / "tessdata"
    yield Path(sys.prefix) / "share" / "tessdata"
    match sys.platform:
        case "win32":
            yield Path(os.environ.get("PROGRAMFILES", r"C:\Program Files")) / "Tesseract-OCR" / "tessdata"
        case "darwin":
            yield Path("/opt") / "homebrew" / "share" / "tessdata"
            yield Path("/usr/local/share/tessdata")
        case _:
            system = Path("/usr/share")
            yield from (system / "tesseract-ocr" / version / "tessdata" for version in ("5", "4.00"))
            yield system / "tessdata"
            yield system / "tesseract" / "tessdata"


def is_language(code: str) -> bool:
    """Return whether a code stands for a language; data for the orientation of pages does not."""
    return code not in _NO_LANGUAGE


def name(code: str) -> str:
    """Return what a language is called; its code where that is not known."""
    return NAMES.get(code, code)


def names(languages: str) -> str:
    """Return what several languages are called: "eng+ara" is "English and Arabic"."""
    parts = [name(code) for code in languages.split("+")]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def chosen(wanted: str, known: Iterable[str]) -> str:
    """Return "eng+ara" for what a person wrote: codes or names, joined by +, commas or spaces, each once.

    Raises UnknownLanguage where there is no data for one.
    """
    there = [code for code in known if is_language(code)]
    by_word = {name(code).casefold(): code for code in there} | {code.casefold(): code for code in there}
    by_word |= {short: code for short, code in SHORT.items() if code in there}
    codes = []
    for word in filter(None, (part.strip() for part in re.split(r"[+,;\s]+", wanted))):
        if word.casefold() not in by_word:
            raise UnknownLanguage(
                f"There is no language data for “{word}”. There is for: {', '.join(name(code) for code in there)}."
                " Add its .traineddata file with “workbench ocr add FILE”."
            )
        codes.append(by_word[word.casefold()])
    return "+".join(dict.fromkeys(codes))

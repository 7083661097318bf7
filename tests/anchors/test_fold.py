"""Folding: what people write in different ways is one word to the search, script by script.

Each probe is a text, what somebody types to find it, and the words on which the hit opens. The probes that fail are
kept as they are: they say what the search does not do.
"""

import sqlite3
import unicodedata
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.anchors.fold import fold, folded, words
from workbench.desk import asked
from workbench.store.schema import DERIVED

PROBES = {
    "Arabic without its vowel marks": ("قالَ الرَّئِيسُ أنّ الأمر", "الرئيس", "الرَّئِيسُ"),
    "Arabic with vowel marks typed": ("قال الرئيس", "الرَّئيسُ", "الرئيس"),
    "Arabic alef and teh variants": ("أحمد في المدينة", "احمد", "أحمد"),
    "Arabic tatweel": ("محـــمد هنا", "محمد", "محـــمد"),
    "Arabic presentation forms": ("ﻻ أحد", "لا", "ﻻ"),
    "Arabic, Persian and Latin digits": ("سنة ٢٠٠٩ و ۲۰۱۰", "2009", "٢٠٠٩"),
    "Urdu kaf and yeh typed on an Arabic keyboard": ("شہباز شریف نے کہا", "شريف", "شریف"),
    "Urdu heh variants": ("ہندوستان", "هندوستان", "ہندوستان"),
    "Persian joined without a space": ("او می‌خواهد", "میخواهد", "می‌خواهد"),
    "Hindi vowel signs": ("प्रधानमंत्री ने कहा", "प्रधानमंत्री", "प्रधानमंत्री"),
    "Hindi nukta": ("ग़ज़ल और ज़मीन", "जमीन", "ज़मीन"),
    "Hindi nasals in both spellings": ("हिन्दी भाषा", "हिंदी", "हिन्दी"),
    "Chinese within a sentence": ("他在北京会见了记者。", "北京", "北京"),
    "Japanese within a sentence": ("彼は東京で会った", "東京", "東京"),
    "Japanese in half width": ("ﾄﾖﾀの車", "トヨタ", "ﾄﾖﾀ"),
    "Korean with its particles": ("그는 서울에서 만났다", "서울", "서울"),
    "Thai within a sentence": ("นายกรัฐมนตรีกล่าว", "รัฐมนตรี", "รัฐมนตรี"),
    "Hebrew points": ("שָׁלוֹם לכולם", "שלום", "שָׁלוֹם"),
    "Hebrew words joined by a maqaf": ("בית־ספר חדש", "ספר", "ספר"),
    "French accents": ("l’élève a été reçu", "eleve", "élève"),
    "accents typed where there are none": ("Montreal is far", "Montréal", "Montreal"),
    "German sharp s and umlauts": ("Über den Straßenbau", "strassenbau", "Straßenbau"),
    "Turkish dotless i and dotted capital": ("İstanbul’da Işık", "istanbul", "İstanbul"),
    "Vietnamese": ("Nguyễn Văn Đức", "nguyen", "Nguyễn"),
    "Greek final sigma": ("ο Οδυσσεύς", "ΟΔΥΣΣΕΥΣ", "Οδυσσεύς"),
    "Russian yo": ("Хрущёв сказал", "хрущев", "Хрущёв"),
    "Polish and Nordic letters": ("Łódź og Ærø", "lodz", "Łódź"),
    "soft hyphens": ("inter\u00adnational", "international", "inter\u00adnational"),
    "a hyphen across lines": ("a well-known inter-\nnational case", "international", "inter-\nnational"),
    "a soft hyphen across lines": ("inter\u00ad\nnational", "international", "inter\u00ad\nnational"),
    "ligatures": ("the ﬁnal oﬃce", "final", "ﬁnal"),
    "full width": ("ＣＮＮ １２３", "cnn 123", "ＣＮＮ １２３"),
    "letters and accents apart (NFD)": (unicodedata.normalize("NFD", "Zürich"), "zürich", None),
    "accents apart in what is typed": ("Zürich", unicodedata.normalize("NFD", "Zürich"), "Zürich"),
    # What the search does not do.
    "German umlauts written out": ("Herr Müller", "Mueller", "Müller"),
    "Arabic without the article": ("قال الرئيس", "رئيس", "الرئيس"),
    "Chinese in the other script": ("他在国会", "國會", "国会"),
    "English plurals": ("two ministers", "minister", "ministers"),
}
MISSED = {"German umlauts written out", "Arabic without the article", "Chinese in the other script", "English plurals"}


def first(text: str, typed: str) -> str | None:
    """The words of ``text`` in which what was typed is found, as the index and the highlighting do."""
    seen, wanted = fold(text), folded(unicodedata.normalize("NFC", typed))
    tokens = [wanted[a:b] for a, b in words(wanted)]
    at = words(seen.text)
    for i in range(len(at) - len(tokens) + 1):
        if [seen.text[a:b] for a, b in at[i : i + len(tokens)]] == tokens:
            start, end = seen.raw(at[i][0], at[i + len(tokens) - 1][1])
            return text[start:end]
    return None


def in_index(text: str, typed: str) -> bool:
    """Whether the index itself, with its own idea of what a word is, finds what was typed."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(next(one for one in DERIVED if "VIRTUAL" in one))
        connection.execute("INSERT INTO search (rowid, body) VALUES (1, ?)", (folded(text),))
        match = asked.parse(f'"{typed}"').match
        return bool(connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,)).fetchall())


@pytest.mark.parametrize("name", PROBES)
def test_language_probe(name: str) -> None:
    text, typed, expected = PROBES[name]
    assert first(text, typed) == (None if name in MISSED else expected or text)
    assert in_index(text, typed) == (name not in MISSED)


def test_most_probes_pass() -> None:
    print(f"\n{len(PROBES) - len(MISSED)} of {len(PROBES)} language probes")
    assert len(PROBES) - len(MISSED) >= 14


@given(st.text(max_size=60))
def test_folding_without_the_map_gives_the_same_words(text: str) -> None:
    assert folded(text) == fold(text).text


@given(st.text(alphabet="aB-\n \t\u00adनमद्िé", max_size=30))
def test_folding_without_the_map_joins_the_same(text: str) -> None:
    assert folded(text) == fold(text).text

"""Words that tell what a capitalised word is. English; lower case."""

from typing import Final

from workbench.suggest.words import words

MONTHS_AND_DAYS: Final = words(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    """
)

CONNECTORS: Final = words(
    """
    of the for bin ibn al el ul ur de del della da dos das du di van von der den la le y
    """
)
"""Small words inside names."""

TITLES: Final = words(
    """
    mr mrs ms mx dr prof professor sir dame lord lady gen general lt lieutenant maj major col colonel
    capt captain sgt sergeant adm admiral brig brigadier marshal president vice prime minister foreign
    interior defence defense finance secretary senator sen rep representative congressman congresswoman
    governor gov mayor ambassador amb chancellor premier king queen prince princess emperor pope
    cardinal bishop archbishop rabbi imam sheikh sheik ayatollah mullah maulana judge justice chairman
    chairwoman chair director chief spokesman spokeswoman spokesperson former ex deputy acting st
    """
)

LEADING: Final = words(
    """
    later earlier afterwards soon perhaps maybe often sometimes finally recently eventually old young asked when
    the a an this that these those he she it they we you i his her its their our my in on at by for from
    with after before when while since as if but and or so yet however meanwhile although though there
    here then now what who whom whose which why how according also both many most several some all no
    not one two three another under during until last next once nevertheless none nobody never only even
    still thus therefore moreover besides indeed speaking former first second third each every few more
    such that's it's because unlike despite among between against about over through within without
    where whether yes
    """
)
"""Words that have a capital only because a sentence begins with them."""

ORGANISATION_HEADS: Final = words(
    """
    congress league party university college school academy agency ministry council association bank
    institute committee organisation organization union court commission corporation corp inc ltd llc
    company co group times post journal herald tribune news line service services intelligence army navy
    force forces authority board foundation center centre department office fund federation movement
    front forum society club senate parliament assembly cabinet police bureau administration trust
    network press media nations airlines airways motors brigade brigades command coalition alliance
    conference house hospital museum church mosque synagogue embassy consulate directorate secretariat
    tribunal chamber laboratory laboratories observatory survey statistics
    """
)

NOT_LAST_NAMES: Final = words(
    """
    street road avenue city state states province district region county republic kingdom islands island
    sea ocean river mountain mountains valley strip bank gulf bay lake airport station bridge north
    south east west northern southern eastern western new united act law treaty war day prize award cup
    olympics affairs rights revolution crisis agreement accord plan report review strait desert
    peninsula heights territory territories world muslim jewish christian hindu arab american british
    israeli pakistani indian english french german chinese
    """
)
"""Words that show a capitalised pair is a place or a thing, not a person."""

DEMONYMS: Final = {
    "israel": ("israelis", "israeli"),
    "pakistan": ("pakistanis", "pakistani"),
    "india": ("indians", "indian"),
    "united states": ("americans", "american", "u.s."),
    "united kingdom": ("british", "britons"),
    "russia": ("russians", "russian"),
    "china": ("chinese",),
    "france": ("french",),
    "germany": ("germans", "german"),
    "turkey": ("turks", "turkish"),
    "iran": ("iranians", "iranian"),
    "saudi arabia": ("saudis", "saudi"),
}
"""What the people of a country are called: plural noun first, then adjective."""

AGENCIES: Final = {
    "mossad": "israel",
    "shin bet": "israel",
    "idf": "israel",
    "isi": "pakistan",
    "ispr": "pakistan",
    "raw": "india",
    "cia": "united states",
    "fbi": "united states",
    "nsa": "united states",
    "pentagon": "united states",
    "state department": "united states",
    "mi5": "united kingdom",
    "mi6": "united kingdom",
    "gchq": "united kingdom",
    "kgb": "russia",
    "fsb": "russia",
    "gru": "russia",
    "kremlin": "russia",
    "mss": "china",
    "dgse": "france",
    "bnd": "germany",
    "irgc": "iran",
}
"""Bodies that writers put for a whole state, and the state: the passage that says "the Israelis" names no
agency.
"""

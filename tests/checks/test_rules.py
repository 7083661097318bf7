"""Each rule fires where it should, and stops firing as soon as its one condition is gone."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.checks.dossier import (
    ArticleFacts,
    BlobState,
    BlockFacts,
    ChangeFacts,
    ClaimDossier,
    ConflictFacts,
    DocumentFacts,
    LabelFacts,
    LinkFacts,
    PairFacts,
    ProjectDossier,
    PublicationFacts,
    QueryFacts,
    ScaleFacts,
    SourceFacts,
    VerdictFacts,
    WaiverFacts,
)
from workbench.checks.finding import Finding, Target
from workbench.checks.registry import check, check_project
from workbench.checks.rules import rules
from workbench.model.sets import (
    AnchorState,
    Anonymity,
    Attribution,
    BlockKind,
    CaptureState,
    ChangeDecision,
    Checkability,
    ClaimKind,
    LinkState,
    Polarity,
    QueryState,
    Severity,
    SourceKind,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)

REASON = "The register of the port lists the ship, and the owner confirms it [E1]."
OWNER = SourceFacts("owner", "Jane Smith", aliases=("J. Smith",))
PORT = SourceFacts("port", "Port of Oslo", kind=SourceKind.OFFICIAL)
REGISTER = DocumentFacts("d1", "E1", "Register", source=PORT, tier=Tier.PRIMARY)
LETTER = DocumentFacts("d2", "E2", "Letter", source=OWNER)
SCALE = ScaleFacts("five", 1, (LabelFacts("True", Polarity.TRUE, 5), LabelFacts("Half true", Polarity.MIXED, 3)), 1, 5)


def link(document: DocumentFacts = REGISTER, stance: Stance = Stance.SUPPORTS, exact: str = "", **more) -> LinkFacts:
    return LinkFacts(f"l-{document.id}-{stance}", document, stance, exact or "The ship is in the register.", **more)


def verdict(polarity: Polarity = Polarity.TRUE, label: str = "True", rationale: str = REASON, **more) -> VerdictFacts:
    return VerdictFacts("v", label, polarity, more.pop("state", VerdictState.DRAFT), rationale, **more)


def claim(statement: str = "The ship belongs to the port.", **more) -> ClaimDossier:
    verbatim = more.pop("verbatim", statement)
    return ClaimDossier(
        "c1",
        "C1",
        statement,
        verbatim,
        more.pop("kind", ClaimKind.CONTENT),
        text_there=more.pop("text_there", verbatim),
        scale=more.pop("scale", SCALE),
        workflow=more.pop("workflow", Workflow.CLAIMCHECK),
        **more,
    )


def fired(one: ClaimDossier) -> list[str]:
    return [finding.rule for finding in check(one)]


def only(one: ClaimDossier, rule: str) -> Finding:
    (finding,) = [finding for finding in check(one) if finding.rule == rule]
    return finding


SOUND = claim(links=(link(), link(LETTER, exact="It is the port’s ship.")), verdict=verdict(), claimant="The Paper")


def test_a_sound_claim_has_no_findings() -> None:
    assert check(SOUND) == []


# ---------------------------------------------------------------------------------------------- verdicts


@pytest.mark.parametrize("polarity", [Polarity.TRUE, Polarity.MIXED, Polarity.FALSE])
def test_v01_a_rating_needs_evidence(polarity: Polarity) -> None:
    bare = replace(SOUND, links=(), verdict=verdict(polarity, "True", "No passage was found for it in any register."))
    assert fired(bare) == ["V01"]
    context = replace(bare, links=(link(stance=Stance.CONTEXT),))
    assert fired(context) == ["V01"]
    suggested = replace(bare, links=(link(state=LinkState.SUGGESTED),))
    assert fired(suggested) == ["V01"]


def test_v01_unproven_needs_none() -> None:
    unproven = verdict(Polarity.UNDETERMINED, "True", "Nothing was found that settles it either way.")
    assert fired(replace(SOUND, links=(), verdict=unproven)) == []


def test_v02_a_contradicting_passage_must_be_answered() -> None:
    against = link(LETTER, Stance.REFUTES, "It is mine.")
    disputed = replace(SOUND, links=(link(), against))
    assert only(disputed, "V02").message == "“True” with a passage against it that nobody has weighed"
    assert "V02" not in fired(replace(disputed, links=(link(), replace(against, resolution="She sold it in May."))))
    assert "V02" not in fired(replace(disputed, links=(link(), replace(against, state=LinkState.SUPERSEDED))))
    assert "V02" not in fired(replace(disputed, verdict=verdict(Polarity.MIXED, "Half true")))


def test_v02_holds_the_other_way_round_and_before_a_verdict() -> None:
    against = link(LETTER, Stance.REFUTES, "It is mine.")
    false = replace(SOUND, links=(link(), against), verdict=verdict(Polarity.FALSE))
    assert "E1" in only(false, "V02").detail
    assert "V02" in fired(replace(false, verdict=None))
    assert "V02" not in fired(replace(false, verdict=None, links=(against,)))


def test_v03_one_origin_is_one_source() -> None:
    assert "V03" in fired(replace(SOUND, links=(link(),)))
    twin = DocumentFacts("d3", "E3", "Copy", source=PORT)
    assert "V03" in fired(replace(SOUND, links=(link(), link(twin))))
    derived = replace(LETTER, derived_from=("d1",))
    assert "V03" in fired(replace(SOUND, links=(link(), link(derived))))
    grouped = tuple(link(replace(one, independence_group="wire")) for one in (REGISTER, LETTER))
    assert "V03" in fired(replace(SOUND, links=grouped))


def test_v03_counts_decisive_links_only_once_there_are_any() -> None:
    decisive = replace(SOUND, links=(link(decisive=True), link(LETTER)))
    assert "V03" in fired(decisive)
    reasoned = verdict(sole_source_reason="Only the register can tell.")
    assert "V03" not in fired(replace(decisive, verdict=reasoned))


def test_v03_what_somebody_said_is_settled_by_his_own_words() -> None:
    speech = replace(REGISTER, source=OWNER)
    said = replace(SOUND, kind=ClaimKind.ATTRIBUTION, claimant_source=OWNER, links=(link(speech),))
    assert "V03" not in fired(said)
    assert "V03" in fired(replace(said, links=(link(replace(speech, tier=Tier.SECONDARY)),)))


def test_v04_the_claimant_is_no_support_of_himself() -> None:
    own = replace(SOUND, claimant="Jane Smith", links=(link(LETTER, decisive=True), link()))
    assert "V04" in fired(own)
    assert "V04" in fired(replace(own, claimant="", claimant_source=OWNER))
    assert "V04" not in fired(replace(own, links=(link(LETTER), link())))
    assert "V04" in fired(replace(own, links=(link(LETTER),)))
    assert "V04" not in fired(replace(own, kind=ClaimKind.ATTRIBUTION))
    assert "V04" not in fired(replace(own, claimant="John Brown"))
    diary = DocumentFacts("d7", "E7", "Diary", source=OWNER)
    assert (
        only(replace(own, links=(link(LETTER, decisive=True), link(diary))), "V04").detail
        == "E2, the claimant’s own word"
    )


def test_v04_the_speaker_for_the_claimant_is_the_claimant() -> None:
    ministry = SourceFacts("ministry", "Ministry of Ports")
    spokeswoman = SourceFacts("spokeswoman", "Ann Lee", part_of="ministry")
    word = DocumentFacts("d5", "E5", "Statement", source=spokeswoman)
    assert "V04" in fired(replace(SOUND, claimant_source=ministry, links=(link(word, decisive=True), link())))


def test_v04_the_article_under_check_is_no_support() -> None:
    echo = DocumentFacts("d4", "E4", "Echo", publisher="Echo News", derives_from_article=True)
    assert "V04" in fired(replace(SOUND, links=(link(echo, decisive=True), link())))
    assert "V04" not in fired(replace(SOUND, links=(link(echo), link())))
    false = replace(SOUND, links=(link(echo),), verdict=verdict(Polarity.FALSE))
    assert "V04" not in fired(false)


def test_v06_an_unnamed_source_does_not_support_itself() -> None:
    deep = SourceFacts("x", "BLUE HERON", anonymity=Anonymity.CODENAMED, approved_by="The editor")
    notes = DocumentFacts("d6", "E6", "Notes", source=deep)
    one = replace(SOUND, claimant_source=deep, links=(link(notes),))
    assert "V06" in fired(one)
    assert "V06" in fired(replace(one, links=()))
    assert "V06" not in fired(replace(one, links=(link(notes), link())))
    assert "V06" not in fired(replace(one, claimant_source=OWNER))


def test_v06_reads_an_unnamed_claimant_from_the_words() -> None:
    for words in ("A source in Oslo", "unnamed official", "two senior sources"):
        assert "V06" in fired(replace(SOUND, claimant=words, links=()))
    for words in ("Jane Smith", "The Source magazine editor Ann Lee", "Ministry of Water Resources"):
        assert "V06" not in fired(replace(SOUND, claimant=words, links=()))


@pytest.mark.parametrize(
    "rationale", ["", "Yes.", "It is so because " + "of much TK and more of it [E1].", REASON + " ???"]
)
def test_v08_an_unfinished_rationale(rationale: str) -> None:
    assert "V08" in fired(replace(SOUND, verdict=verdict(rationale=rationale)))


def test_v08_a_mark_that_all_is_right_needs_no_words() -> None:
    marked = replace(SOUND, workflow=Workflow.PREPUBLICATION, verdict=verdict(rationale=""))
    assert "V08" not in fired(marked)
    assert "V08" in fired(replace(marked, verdict=verdict(Polarity.FALSE, rationale="")))
    assert "V08" in fired(replace(marked, verdict=verdict(rationale="TK")))


def test_v09_citations_and_links_agree() -> None:
    assert "E7" in only(replace(SOUND, verdict=verdict(rationale=REASON + " See [E7].")), "V09").detail
    silent = replace(SOUND, links=(link(), link(LETTER, decisive=True)))
    assert "E2 decisive" in only(silent, "V09").detail
    assert "V09" not in fired(replace(silent, verdict=verdict(rationale=REASON + " [E2]")))


def test_v11_the_label_is_of_the_projects_scale() -> None:
    assert "V11" in fired(replace(SOUND, verdict=verdict(label="Pants on Fire")))
    free = ScaleFacts("free", 1, (LabelFacts("(free text conclusion)", Polarity.NOT_RATED),))
    assert "V11" not in fired(replace(SOUND, scale=free, verdict=verdict(label="It is the port’s.")))


def test_v13_an_opinion_is_not_true() -> None:
    for checkability in (Checkability.OPINION, Checkability.PREDICTION):
        opinion = replace(SOUND, checkability=checkability)
        assert "V13" in fired(opinion)
        assert "V13" not in fired(replace(opinion, verdict=verdict(Polarity.NOT_RATED, "True")))
    assert "V13" in fired(replace(SOUND, types=("Opinion",)))
    assert "V13" not in fired(replace(SOUND, types=("Opinion", "Numerical Claim")))


def test_v14_said_it_is_not_it_is_true() -> None:
    twin = PairFacts("c2", "C2", ClaimKind.CONTENT, WorkStatus.OPEN, Checkability.CHECKABLE)
    said = replace(SOUND, kind=ClaimKind.ATTRIBUTION, pair=twin)
    assert "V14" in fired(said)
    assert "V14" not in fired(replace(said, pair=replace(twin, has_verdict=True)))
    assert "V14" not in fired(replace(said, pair=replace(twin, links=(link(),))))
    assert "V14" not in fired(replace(said, pair=replace(twin, checkability=Checkability.OPINION)))
    assert "V14" not in fired(replace(said, pair=replace(twin, status=WorkStatus.DROPPED)))
    assert "V14" not in fired(replace(said, verdict=None, links=()))


def test_v14_the_claimants_word_does_not_check_the_content_half() -> None:
    twin = PairFacts("c2", "C2", ClaimKind.CONTENT, WorkStatus.OPEN, Checkability.CHECKABLE, claimant_source=OWNER)
    said = replace(SOUND, kind=ClaimKind.ATTRIBUTION, pair=replace(twin, links=(link(LETTER),)))
    assert "V14" in fired(said)
    assert "V14" not in fired(replace(said, pair=replace(twin, links=(link(LETTER), link()))))


# ---------------------------------------------------------------------------------------------- anchors


@pytest.mark.parametrize(
    ("state", "rule"),
    [
        (AnchorState.ORPHANED, "A01"),
        (AnchorState.AMBIGUOUS, "A01"),
        (AnchorState.RELOCATED, "A02"),
        (AnchorState.CHANGED, "A02"),
    ],
)
def test_a01_a02_a_claim_that_lost_its_place(state: AnchorState, rule: str) -> None:
    lost = replace(SOUND, anchor_state=state, text_there=None)
    assert fired(lost) == [rule]
    assert fired(replace(lost, status=WorkStatus.DROPPED)) == []


def test_a03_a_passage_that_lost_its_place() -> None:
    lost = replace(SOUND, links=(link(anchor_state=AnchorState.ORPHANED), link(LETTER)))
    assert only(lost, "A03").target_kind is Target.LINK
    assert "A03" not in fired(replace(lost, links=(link(anchor_state=AnchorState.RELOCATED), link(LETTER))))


def test_a09_words_changed_after_the_verdict() -> None:
    judged = replace(SOUND, verdict=verdict(judged_words="The ship belongs to the town."))
    assert fired(judged) == ["A09"]
    assert fired(replace(SOUND, verdict=verdict(judged_words=SOUND.verbatim))) == []


def test_a13_recorded_words_and_article_differ() -> None:
    assert fired(replace(SOUND, text_there="The ship belongs to the town.")) == ["A13"]


# ---------------------------------------------------------------------------------------------- quotes


def quoted(words: str, *passages: str, document: DocumentFacts = LETTER) -> ClaimDossier:
    links = tuple(link(document, Stance.SUPPORTS, passage) for passage in passages)
    return claim(verbatim=words, kind=ClaimKind.ATTRIBUTION, links=links)


def test_a06_shows_the_words_that_differ() -> None:
    finding = only(quoted("“We will never sell the old ship,” she said.", "We will not sell the old ship."), "A06")
    assert "[-not-] {+never+}" in finding.detail


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("“We will never sell it,” she said.", "Asked again: “We will NEVER sell it!”"),
        ("“It’s the port’s ship – ours,” she said.", "It's the port's ship -- ours"),
        ("“We will never […] sell it,” she said.", "We will never, ever sell it."),
        ("“We … sell it,” she said.", "We will sell it."),
        ("“[We] will never sell it,” she said.", "I will never sell it."),
        ("They will never sell it.", "Other words altogether."),
    ],
)
def test_a06_marks_case_and_declared_cuts_do_not_count(words: str, passage: str) -> None:
    assert "A06" not in fired(quoted(words, passage))


def test_a06_compares_with_the_sources_words_never_with_a_summary() -> None:
    """A summary is the checker's own wording; only what stands in quotation marks within it is the source's."""
    summary = replace(LETTER, quoted=False, text="As reported: the owner said the ship “will not be sold ever”.")
    words = "“We will never sell the old ship,” she said."
    assert "A06" not in fired(quoted(words, "the owner said the ship", document=summary))
    assert "A06" in fired(quoted(words, "will not be sold ever", document=summary))


def test_a06_parts_of_a_cut_quote_must_stand_in_their_order() -> None:
    assert "A06" in fired(quoted("“sell the ship … never ever again,” she said.", "never ever again sell the ship"))


def test_a06_needs_something_to_compare_with_and_one_match_is_enough() -> None:
    words = "“We will never sell it,” she said."
    assert "A06" not in fired(quoted(words))
    assert "A06" not in fired(quoted(words, "Never.", "We will never sell it."))
    assert "A06" not in fired(quoted(words, "Never.", document=replace(LETTER, derives_from_article=True)))


def test_a07_a08_brackets_and_scraps() -> None:
    assert "A07" in fired(quoted("“[We] will never sell it,” she said."))
    assert "A07" not in fired(quoted("They [the owners] said: “We will never sell it.”"))
    assert "A08" in fired(quoted("It was a “very brave decision”, she said."))
    assert "A08" not in fired(quoted("It was a “very brave decision indeed”, she said."))


# ------------------------------------------------------------------------------------- numbers and dates


def said(statement: str, *passages: str, document: DocumentFacts = REGISTER, **more) -> ClaimDossier:
    stance = more.pop("stance", Stance.SUPPORTS)
    links = tuple(LinkFacts(f"l{number}", document, stance, passage) for number, passage in enumerate(passages))
    return claim(statement, links=links, **more)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("The country has 220 million people.", "It counts 207.77 million people."),
        ("The ship cost $1.2bn.", "The price was 1.5 billion dollars."),
        ("The crew worked 24 hours.", "They had worked for thirty hours."),
        ("A third of the crew left.", "Of the crew, 50 % left."),
        ("It has 40 soldiers.", "There were 46 soldiers."),
    ],
)
def test_n01_the_same_unit_and_another_value(statement: str, passage: str) -> None:
    assert "N01" in fired(said(statement, passage))


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("The country has 220 million people.", "It counts 212.2 million people."),  # 3.7 %
        ("The country has about 220 million people.", "It counts 207.77 million people."),  # "about"
        ("The ship cost $1.2bn.", "The price was 1,200 million dollars."),
        ("A third of the crew left.", "Some 33.3 % of the crew left."),
        ("It has 40 soldiers.", "There were 46 sailors."),  # another thing
        ("It has 40 soldiers.", "The 46 came later."),  # no unit
        ("There were 40.", "There were 46."),  # nor here
        ("It came in 2008.", "It came in 2009."),  # years are dates
        ("One of them sank.", "Nine of them sank."),
        ("It happened on 3 May.", "Within 10 days it was over."),
    ],
)
def test_n01_leaves_other_numbers_alone(statement: str, passage: str) -> None:
    assert "N01" not in fired(said(statement, passage))


def test_n01_the_value_anywhere_in_the_evidence_is_enough() -> None:
    assert "N01" not in fired(said("It has 40 soldiers.", "There were 46 soldiers.", "At most 40 soldiers."))
    assert "N01" not in fired(said("It has 40 soldiers.", "There were 46 soldiers.", stance=Stance.REFUTES))


@pytest.mark.parametrize(
    "statement",
    [
        "She spoke on February 22.",
        "She spoke last month.",
        "He is currently chairman.",
        "It fell in November of that year.",
    ],
)
def test_n05_a_date_that_needs_its_context(statement: str) -> None:
    assert "N05" in fired(said(statement))
    assert "N05" not in fired(said(statement, claim_date="2019-02-22"))
    assert "N05" in fired(said(statement, claim_date="XXXX-02-22"))


@pytest.mark.parametrize(
    "statement", ["She spoke on February 22, 2019.", "In 2019 he was currently ill.", "He may march."]
)
def test_n05_full_dates_are_fine(statement: str) -> None:
    assert "N05" not in fired(said(statement))


CABLE = replace(REGISTER, date="2009-10-07")


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("It happened in 2008.", "The threat was for September–November 2009."),
        ("It happened in 2008.", "The threat was for September."),  # of the document's year
        ("He led it from 1999 to 2008.", "He led it in the early 1980s."),
        ("It happened before May 2005.", "It happened in June 2005."),
    ],
)
def test_n07_the_evidence_is_of_another_time(statement: str, passage: str) -> None:
    for stance in (Stance.SUPPORTS, Stance.REFUTES):
        assert "N07" in fired(said(statement, passage, document=CABLE, stance=stance))
    assert "N07" not in fired(said(statement, passage, document=CABLE, stance=Stance.CONTEXT))


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("It happened in 2009.", "The threat was for September–November 2009."),
        ("It happened in 2008.", "The ship is in the register."),  # no time named
        ("It happened in 2008.", "The threat was for December."),  # could be the year before
        ("It happened in May.", "It happened in June 2005."),  # year missing
        ("He ruled until 2005.", "He said so in summer 2003."),
        ("In 2005 he was minister.", "In office 11 January 2004 – 26 November 2007."),
        ("It happened in 2008.", "In 2007 it began, in 2008 it ended."),
    ],
)
def test_n07_times_that_meet_or_are_open(statement: str, passage: str) -> None:
    assert "N07" not in fired(said(statement, passage, document=CABLE))


def test_n07_what_was_said_currently_was_said_when_the_document_was_made() -> None:
    words = "We cannot think of it, said Haq, currently president of the league."
    then = said("Haq said so.", words, document=CABLE, kind=ClaimKind.ATTRIBUTION, claim_date="2005")
    assert "N07" in fired(then)
    assert "N07" not in fired(replace(then, claim_date="2009"))
    assert "N07" not in fired(replace(then, kind=ClaimKind.CONTENT))


# ----------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("He spoke to the World Jewish Congress.", "The American Jewish Congress gave a dinner."),
        ("The World Health Organization warned.", "The World Trade Organization warned."),
        ("He is president of the Pakistan Muslim League.", "He leads the Pakistan Muslim League (Nawaz)."),
        ("The ISI told the Mossad.", "The ISI was in touch with the Israelis."),
        ("The CIA knew of it.", "American intelligence knew of it."),
        ("Prime Minister Robert Smith resigned.", "Peter Smith resigned as prime minister."),
    ],
)
def test_n09_nearly_the_same_name(statement: str, passage: str) -> None:
    assert "N09" in fired(said(statement, passage))


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("He spoke to the World Jewish Congress.", "The World Jewish Congress and the American Jewish Congress met."),
        ("He spoke to the World Jewish Congress.", "The Congress gave a dinner."),
        ("Pervez Musharraf resigned.", "Gen. Pervez Musharraf resigned; Musharraf left."),
        ("Pervez Musharraf resigned.", "P. Musharraf resigned."),
        ("Ahmad Pasha resigned.", "Ahmed Pasha resigned."),
        ("The Inter-Services Intelligence knew.", "The Inter-Services Intelligence (ISI) knew."),
        ("The ISI told the Mossad.", "The Mossad and the Israelis knew."),
        ("The ISI told the Mossad.", "It was on threats against Israeli targets."),
        ("Zia ul-Haq was the father of Ijaz ul-Haq.", "Ijaz is the son of Gen. Zia ul-Haq."),
        ("It fell on West Bank towns.", "The World Bank said so."),
    ],
)
def test_n09_leaves_other_names_alone(statement: str, passage: str) -> None:
    assert "N09" not in fired(said(statement, passage))


def article(text: str, *claimed: tuple[int, int], kind: BlockKind = BlockKind.BODY, **more) -> ProjectDossier:
    facts = ArticleFacts("a1", "A1", "v1", text, (BlockFacts(kind, 0, len(text)),), claimed, **more)
    return ProjectDossier(Workflow.PREPUBLICATION, (facts,))


def project_rules(one: ProjectDossier) -> list[str]:
    return [finding.rule for finding in check_project(one)]


def test_n08_one_name_in_two_spellings() -> None:
    for doubled in (
        "We met Ahmad Shuja Pasha in May. Later Ahmed Shuja Pasha wrote to us.",
        "All heard of Muammar. They said that old Mohammed slept, and that Muhammad woke.",
    ):
        assert "N08" in project_rules(article(doubled, (0, len(doubled))))
    for clean in (
        "In Israel the Israelis vote, in Palestine the Palestinians; Pakistan and a Pakistani, India and an Indian.",
        "We met Ijaz ul-Haq and Zia ul-Haq, Jane Brown and John Brown, Maria Stone and Marina Stein.",
    ):
        assert "N08" not in project_rules(article(clean, (0, len(clean))))


# ---------------------------------------------------------------------------------------------- wording


@pytest.mark.parametrize(
    "words",
    [
        "Anger is at an all-time high.",
        "It was the first ship.",
        "She never spoke.",
        "There was no reply.",
        "It is the largest port.",
        "Every ship sank.",
    ],
)
def test_n11_superlatives_and_absolutes(words: str) -> None:
    assert "N11" in fired(claim(words))
    assert "N11" not in fired(claim(words, checkability=Checkability.OPINION))
    assert "N11" not in fired(claim(f"“{words}”"))


@pytest.mark.parametrize(
    "words",
    [
        "The issue would first need to be solved.",
        "In the first week of May he left.",
        "The first lady spoke.",
        "They are no longer here.",
        "Most of the ships sank.",
        "He sails every day.",
    ],
)
def test_n11_leaves_plain_words_alone(words: str) -> None:
    assert "N11" not in fired(claim(words))


def test_n11_a_series_or_the_same_words_in_the_source_are_enough() -> None:
    high = claim("Anger is at an all-time high.", links=(link(exact="Table 7"),))
    assert "N11" in fired(high)
    data = replace(REGISTER, source=replace(PORT, kind=SourceKind.DATASET))
    assert "N11" not in fired(replace(high, links=(link(data),)))
    assert "N11" not in fired(replace(high, links=(link(exact="an all-time high since 1950"),)))


def test_n11_marks_outside_the_marking_count() -> None:
    paragraph = "“There is no harm in it,” he said. There is no ship."
    words = "There is no harm in it"
    inside = claim(words, paragraph=paragraph, paragraph_offset=1)
    assert "N11" not in fired(inside)
    own = "There is no ship."
    assert "N11" in fired(claim(own, paragraph=paragraph, paragraph_offset=paragraph.index(own)))


def test_n12_vague_words() -> None:
    assert "N12" in fired(claim("It was hailed by many in the town."))
    assert "N12" in fired(claim("He reportedly left."))
    assert "N12" not in fired(claim("Nobody knows how many sank."))
    assert "N12" not in fired(claim("He said “many came”."))


# ---------------------------------------------------------------------------------------------- sources


def test_s02_off_the_record_is_never_decisive() -> None:
    secret = replace(LETTER, source=replace(OWNER, attribution=Attribution.OFF_THE_RECORD))
    assert "S02" in fired(replace(SOUND, links=(link(), link(secret, decisive=True))))
    assert "S02" not in fired(replace(SOUND, links=(link(), link(secret))))


def test_s03_an_unnamed_source_needs_an_approval() -> None:
    shy = SourceFacts("x", "BLUE HERON", anonymity=Anonymity.CODENAMED)
    notes = DocumentFacts("d6", "E6", "Notes", source=shy)
    assert "S03" in fired(replace(SOUND, links=(*SOUND.links, link(notes))))
    assert "S03" in fired(replace(SOUND, claimant_source=shy))
    approved = replace(notes, source=replace(shy, approved_by="The editor"))
    assert "S03" not in fired(replace(SOUND, links=(*SOUND.links, link(approved))))
    assert "S03" in fired(replace(SOUND, claimant="an unnamed official"))


LONG = (
    "The harbour master wrote on Monday that the ship had left the quay at dawn "
    "with a crew of nine and no cargo but sand."
)


def test_s06_two_documents_of_one_text() -> None:
    one, other = link(REGISTER, exact=LONG), link(LETTER, exact="Oslo. " + LONG + " More follows.")
    assert "S06" in fired(replace(SOUND, links=(one, other)))
    assert "S06" not in fired(replace(SOUND, links=(one, link(LETTER, exact=LONG[::-1]))))
    summary = replace(LETTER, quoted=False)
    assert "S06" not in fired(replace(SOUND, links=(one, link(summary, exact=LONG))))
    grouped = tuple(replace(x, document=replace(x.document, independence_group="wire")) for x in (one, other))
    assert "S06" not in fired(replace(SOUND, links=grouped))


def test_s06_one_wire_or_one_named_upstream() -> None:
    wire = tuple(replace(x, author="AFP") for x in (REGISTER, LETTER))
    assert "S06" in fired(replace(SOUND, links=tuple(link(x) for x in wire)))
    paper = replace(LETTER, publisher="Dawn")
    citing = link(REGISTER, exact="The ship sank, citing Dawn, on Monday.")
    assert "S06" in fired(replace(SOUND, links=(citing, link(paper))))
    assert "S06" not in fired(replace(SOUND, links=(link(REGISTER, exact="At Dawn the ship sank."), link(paper))))


def test_s08_a_page_that_is_only_on_the_web() -> None:
    page = replace(REGISTER, url="https://example.org/ship")
    (finding,) = check(replace(SOUND, links=(link(page), link(LETTER))))
    assert (finding.rule, finding.target_kind, finding.code) == ("S08", Target.DOCUMENT, "E1")
    for kept in (
        replace(page, archive_url="https://web.archive.org/x"),
        replace(page, capture_state=CaptureState.CAPTURED, captured_at="2026", captured_by="AB", captured_how="saved"),
        replace(page, url=""),
    ):
        assert fired(replace(SOUND, links=(link(kept), link(LETTER)))) == []


def test_s09_custody_has_no_gaps() -> None:
    held = replace(REGISTER, capture_state=CaptureState.CAPTURED, captured_at="2026", captured_by="AB")
    assert "how" in only(replace(SOUND, links=(link(held), link(LETTER))), "S09").detail


@pytest.mark.parametrize(("state", "rule"), [(BlobState.CHANGED, "A04"), (BlobState.MISSING, "A05")])
def test_a04_a05_the_stored_file(state: BlobState, rule: str) -> None:
    assert rule in fired(replace(SOUND, links=(link(replace(REGISTER, blob=state)), link(LETTER))))
    assert fired(replace(SOUND, links=(link(replace(REGISTER, blob=BlobState.INTACT)), link(LETTER)))) == []


# -------------------------------------------------------------------------------------- policy and export


def test_p04_nothing_is_open_at_the_end() -> None:
    asked = replace(SOUND, queries=(QueryFacts("q", "Which ship?", QueryState.OPEN),))
    assert fired(asked) == []
    assert fired(replace(asked, status=WorkStatus.SETTLED)) == ["P04"]
    assert fired(replace(asked, verdict=verdict(state=VerdictState.FINAL))) == ["P04"]
    answered = (QueryFacts("q", "Which ship?", QueryState.ANSWERED),)
    assert fired(replace(asked, status=WorkStatus.SETTLED, queries=answered)) == []
    pending = (ChangeFacts("ch", "old", "new", ChangeDecision.PENDING),)
    assert fired(replace(SOUND, changes=pending)) == []
    assert fired(replace(SOUND, status=WorkStatus.SETTLED, changes=pending)) == ["P04"]


def test_p06_what_a_merge_left_to_decide_blocks() -> None:
    twice = ConflictFacts("the verdict on C1", ("True", "False"))
    finding = only(replace(SOUND, conflicts=(twice,)), "P06")
    assert finding.severity is Severity.BLOCK
    assert finding.sentence == "Two versions after merge: the verdict on C1"


def test_p05_stet_needs_reason_and_name() -> None:
    stet = ChangeFacts("ch", "old", "new", ChangeDecision.STET, "House style", "AB")
    assert fired(replace(SOUND, changes=(stet,))) == []
    assert fired(replace(SOUND, changes=(replace(stet, reason=" "),))) == ["P05"]
    assert fired(replace(SOUND, changes=(replace(stet, by=""),))) == ["P05"]


def test_x01_claimreview_lacks_something() -> None:
    full = PublicationFacts("https://example.org/1", "The Desk", "2026-11-23", "https://example.org/article")
    assert fired(replace(SOUND, publication=full)) == []
    for gap in ("url", "organisation", "date_published", "appearance"):
        assert fired(replace(SOUND, publication=replace(full, **{gap: " "}))) == ["X01"]
    assert "X01" in fired(replace(SOUND, publication=full, verdict=None))


def test_x03_the_scale_is_numbered_the_right_way() -> None:
    assert check_project(ProjectDossier(Workflow.CLAIMCHECK, scale=SCALE)) == []
    for broken in (replace(SCALE, best=0), replace(SCALE, best=4), replace(SCALE, worst=4)):
        assert {one.rule for one in check_project(ProjectDossier(Workflow.CLAIMCHECK, scale=broken))} == {"X03"}
    turned = ScaleFacts("turned", 1, (), worst=5, best=1)
    assert [one.rule for one in check_project(ProjectDossier(Workflow.CLAIMCHECK, scale=turned))] == ["X03"]
    unnumbered = replace(SCALE, worst=None, best=None)
    assert check_project(ProjectDossier(Workflow.PREPUBLICATION, scale=unnumbered)) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Some twelve ships sank there.", "a number"),
        ("It was on 3 May 2005.", "a date"),
        ("Then we saw Jane Smith again.", "a name"),
        ("He called it “a shame” again.", "a quotation"),
    ],
)
def test_a10_unmarked_factual_text(text: str, why: str) -> None:
    (finding,) = check_project(article(text))
    assert finding.rule == "A10"
    assert why in finding.detail
    assert project_rules(article(text, (0, len(text)))) == []
    assert project_rules(article(text, no_fact=((0, len(text)),))) == []
    assert project_rules(article("It was a fine day and nobody minded.")) == []


def test_a11_display_text_is_checked_too() -> None:
    for kind in (BlockKind.TITLE, BlockKind.DEK, BlockKind.CAPTION, BlockKind.PULL_QUOTE):
        assert project_rules(article("All is well", kind=kind)) == ["A11"]
        assert project_rules(article("All is well", (0, 3), kind=kind)) == []
    assert project_rules(article("All is well", kind=BlockKind.BODY)) == []


# ------------------------------------------------------------------------------------ keys, waivers, texts


def test_a_waiver_holds_on_every_run_and_lapses_when_its_target_changes() -> None:
    one = replace(SOUND, links=(link(),))
    key = only(one, "V03").key
    assert only(one, "V03").key == key
    waived = replace(one, waivers=(WaiverFacts(key, "The register is the law."),))
    assert only(waived, "V03").waived == "The register is the law."
    assert only(replace(waived, links=(link(LETTER),)), "V03").waived == ""


def test_what_blocks_cannot_be_waived() -> None:
    one = replace(SOUND, links=(), verdict=verdict(rationale="No passage was found for it in any register."))
    key = only(one, "V01").key
    assert only(replace(one, waivers=(WaiverFacts(key, "Never mind."),)), "V01").waived == ""


def test_keys_differ_between_claims_and_rules() -> None:
    one = replace(SOUND, links=(), verdict=verdict(rationale=""))
    other = replace(one, claim_id="c9")
    keys = [finding.key for finding in (*check(one), *check(other))]
    assert len(keys) == len(set(keys)) == 4


def test_findings_come_the_hardest_first_and_name_their_claim() -> None:
    found = check(claim("Many came last month.", verdict=verdict()))
    assert [one.severity for one in found] == sorted(
        (one.severity for one in found), key=[Severity.BLOCK, Severity.WARN, Severity.INFO].index
    )
    assert {(one.claim_id, one.code) for one in found} == {("c1", "C1")}


def test_a_dropped_claim_has_no_findings() -> None:
    assert check(replace(SOUND, links=(), status=WorkStatus.DROPPED)) == []


def test_the_70_rules_have_texts_a_person_can_read() -> None:
    texts = rules()
    assert len(texts) == 70
    counts = [sum(one.severity is severity for one in texts.values()) for severity in Severity]
    assert counts == [29, 34, 7]
    for one in texts.values():
        assert one.message, one.id
        assert one.fix.endswith("."), one.id
        assert not set("→≥_<>") & set(one.message + one.fix), one.id


def test_every_rule_the_code_names_has_a_text() -> None:
    rooms = Path(__file__).parents[2] / "workbench" / "checks"
    named = {code for path in rooms.glob("*.py") for code in re.findall(r'"([VANSPX]\d\d)"', path.read_text("utf-8"))}
    assert len(named) == 39
    assert named <= set(rules())


def test_the_13_scales_are_numbered_the_right_way() -> None:
    path = Path(__file__).parents[2] / "resources" / "scales.json"
    scales = json.loads(path.read_text(encoding="utf-8"))
    assert len(scales) == 13
    for one in scales:
        numbered = one["claimreview"] or {"worstRating": None, "bestRating": None}
        labels = tuple(LabelFacts(x["label"], Polarity(x["polarity"]), x["rank"]) for x in one["labels"])
        facts = ScaleFacts(one["key"], 1, labels, numbered["worstRating"], numbered["bestRating"])
        assert check_project(ProjectDossier(Workflow.CLAIMCHECK, scale=facts)) == [], one["key"]

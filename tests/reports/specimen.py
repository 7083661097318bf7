"""A report with everything in it: six scripts, long and empty texts, crops, every shape, hostile characters."""

import io
from dataclasses import replace
from typing import Any

from PIL import Image, ImageDraw

from workbench.desk.views import LabelView, ScaleView, VerdictMark
from workbench.model.sets import (
    AnchorState,
    CaptureState,
    ChangeDecision,
    Checkability,
    ClaimKind,
    DocumentKind,
    Polarity,
    Severity,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)
from workbench.reports.report import (
    ArticleHead,
    ClaimSheet,
    Context,
    CustodyEntry,
    Edition,
    EvidenceEntry,
    Head,
    MustChange,
    OpenClaim,
    OpenQuery,
    Pair,
    PassageSheet,
    Report,
    ReportState,
    Summary,
    Tally,
    VerdictSheet,
    WaivedFinding,
)

SCALE = ScaleView(
    key="five-step",
    version=1,
    name="Plain five-step scale",
    org="generic",
    decision="",
    worst=1,
    best=5,
    labels=(
        LabelView("true", "True", Polarity.TRUE, 5, "Correct and includes all relevant information"),
        LabelView("mostly-true", "Mostly true", Polarity.TRUE, 4, "Correct but needs clarification"),
        LabelView("half-true", "Half true", Polarity.MIXED, 3, "Partially correct, missing important information"),
        LabelView("mostly-false", "Mostly false", Polarity.FALSE, 2, "Some truth but ignores relevant facts"),
        LabelView("false", "False", Polarity.FALSE, 1, "Not correct"),
        LabelView("unproven", "Unproven", Polarity.UNDETERMINED, None, "Evidence does not settle it"),
        LabelView(
            "not-checkable", "Not checkable", Polarity.NOT_RATED, None, "Opinion, prediction or otherwise not factual"
        ),
    ),
)

# The first article of the Universal Declaration of Human Rights, and sentences of our own.
ARABIC = (
    "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل بعضهم بعضًا بروح الإخاء."
)
URDU = "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔ انہیں ضمیر اور عقل ودیعت ہوئی ہے۔"
HEBREW = "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון."
HINDI = "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।"
CHINESE = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"

HOSTILE = '#eval("1+1") *bold* _it_ $x^2$ <script>alert(1)</script> @ref #import "x" \\ [E1] ` // /* {{7*7}} = head'
LONG_ADDRESS = (
    "https://archive.example.org/web/20091007120000/http://www.example.org/2009/10/07/world/"
    "a_very_long_path_without_any_space?query=one&other=two#fragment-of-the-page"
)
SHA = "1f69ede7deadd6480b97cd6eb56639ddd7cd3ba01a855225cf53b129443ae25f"


def mark(key: str) -> VerdictMark:
    label = SCALE.label(key)
    assert label is not None
    return VerdictMark(label.label, label.polarity, label.rank, SCALE.worst, SCALE.best)


def crop(width: int = 900, height: int = 220, words: str = "had been in direct touch with the Israelis") -> bytes:
    picture = Image.new("RGB", (width, height), "#FBFBF9")
    pen = ImageDraw.Draw(picture)
    for row in range(14, height, 38):
        pen.line((24, row + 24, width - 60 - (row * 7) % 120, row + 24), fill="#B9BEC5", width=9)
    pen.rectangle((24, 50, min(width - 24, 620), 96), fill="#FBE0D2")
    pen.text((34, 60), words, fill="#1B1F24", font_size=26)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def passage(document: str, stance: Stance, exact: str, **changes: Any) -> PassageSheet:
    plain = PassageSheet(
        document=document,
        title=f"Document {document}",
        publisher="Reuters",
        date="2010-12-01",
        tier=Tier.SECONDARY,
        held=True,
        derived_from="",
        language="en",
        stance=stance,
        decisive=False,
        note="",
        resolution="",
        exact=exact,
        quoted=True,
        page_label="",
        anchor_state=AnchorState.EXACT,
        crop=None,
    )
    return replace(plain, **changes)


def verdict(key: str, **changes: Any) -> VerdictSheet:
    plain = VerdictSheet(
        mark=mark(key),
        scale_key="five-step",
        version=1,
        short_conclusion="",
        rationale="",
        not_established="",
        as_of="2026-11-22",
        state=VerdictState.DRAFT,
        by="A. B.",
        at="2026-11-20T16:10:00Z",
    )
    return replace(plain, **changes)


def sheet(number: int, key: str, statement: str, **changes: Any) -> ClaimSheet:
    plain = ClaimSheet(
        code=f"C{number}",
        number=number,
        kind=ClaimKind.CONTENT,
        statement=statement,
        claimant="",
        claim_date="",
        place="",
        checkability=Checkability.CHECKABLE,
        context=Context("", statement, "", number, "A1"),
        pair=None,
        verdict=verdict(key),
        passages=(),
        not_established=(),
        changes=(),
        queries=(),
        earlier=(),
        note="",
    )
    return replace(plain, **changes)


def evidence(number: int, title: str, **changes: Any) -> EvidenceEntry:
    plain = EvidenceEntry(
        code=f"E{number}",
        title=title,
        author="",
        publisher="",
        date="",
        language="en",
        kind=DocumentKind.CITATION,
        tier=None,
        capture_state=CaptureState.CITATION_ONLY,
        url="",
        archive_url="",
        captured_at="",
        captured_by="",
        original_name="",
        sha256="",
        size=0,
        pages=0,
        derived_from="",
        note="",
        custody=(),
        used_in=(),
    )
    return replace(plain, **changes)


CHANGE = MustChange(
    claim="C2",
    was="a terrorist attack in India in 2008",
    should_be="attacks in India in autumn 2009",
    reason="The cable is dated 7 October 2009.",
    decision=ChangeDecision.PENDING,
    sources=("E1", "E2"),
)
QUERY = OpenQuery(
    claim="C2",
    to="author",
    text="Which text did the figure come from?",
    by="A. B.",
    at="2026-11-20T15:00:00Z",
)


def sheets() -> tuple[ClaimSheet, ...]:
    return (
        sheet(
            1,
            "half-true",
            "WikiLeaks published that the ISI secretly provided intelligence to the Mossad.",
            kind=ClaimKind.ATTRIBUTION,
            claimant="WikiLeaks, as the article has it",
            pair=Pair("C2", 2, ClaimKind.CONTENT, mark("mostly-false")),
            context=Context(
                "",
                "According to WikiLeaks, the ISI secretly provided intelligence to the Mossad",
                " indicating that Israeli civilians might be targeted in a terrorist attack in India in 2008.",
                20,
                "A1",
            ),
            verdict=verdict(
                "half-true",
                short_conclusion="The cable is real; the words “the Mossad” are not in it.",
                rationale="The cable as published speaks of “the Israelis” [E1, E2]. It names no service.\n"
                "A code that is no document stays as it is: [E99].",
            ),
            passages=(
                passage("E1", Stance.MIXED, "He had been in direct touch with the Israelis", tier=Tier.PRIMARY),
                passage("E3", Stance.CONTEXT, "Israelis in the text, never the service", held=False),
            ),
        ),
        sheet(
            2,
            "mostly-false",
            "The ISI warned the Mossad that Israeli civilians might be attacked in India in 2008.",
            claimant="Ahmad Shuja Pasha, in a US embassy cable published by WikiLeaks",
            claim_date="2009-10-07",
            place="Islamabad",
            pair=Pair("C1", 1, ClaimKind.ATTRIBUTION, mark("half-true")),
            context=Context(
                "According to WikiLeaks, ",
                "the ISI secretly provided intelligence to the Mossad indicating that Israeli civilians might be "
                "targeted in a terrorist attack in India in 2008.",
                " Several Israeli citizens were indeed killed in November of that year.",
                20,
                "A1",
            ),
            verdict=verdict(
                "mostly-false",
                version=2,
                short_conclusion="There was a warning, but of autumn 2009, a year after the attacks in Mumbai.",
                rationale="The cable is dated 7 October 2009 and speaks of threats expected between September and "
                "November of that year [E1][E2]. The one text that says 2008 repeats the article nearly word for "
                "word and does not count as a source of its own [E4].",
                not_established="Whether the contact was with the Mossad: the cable as quoted says “the Israelis”.",
            ),
            passages=(
                passage(
                    "E1",
                    Stance.REFUTES,
                    "…had been in direct touch with the Israelis on possible threats against Israeli targets in India",
                    page_label="3",
                    decisive=True,
                    crop=crop(),
                    note="Page 3 of the print edition.",
                ),
                passage("E2", Stance.REFUTES, "Cable dated 7 October 2009", publisher="Dawn", derived_from="E1"),
                passage(
                    "E4",
                    Stance.SUPPORTS,
                    "…terrorist attack in India in 2008",
                    publisher="Al Arabiya",
                    held=False,
                    anchor_state=AnchorState.CHANGED,
                ),
            ),
            not_established=("Who made the first contact [E1].",),
            changes=(CHANGE,),
            queries=(QUERY,),
            earlier=(verdict("half-true", short_conclusion="A warning, date unclear.", at="2026-11-19T09:00:00Z"),),
            note="Ask the desk for the original of the cable.",
        ),
        sheet(3, "true", HOSTILE, claimant=HOSTILE, note=HOSTILE, verdict=verdict("true", short_conclusion=HOSTILE)),
        sheet(
            4,
            "mostly-true",
            "All people are born free.",
            claimant="",
            claim_date="XXXX-02-22",
            context=Context("", ARABIC, "", 4, "A1"),
            verdict=verdict(
                "mostly-true",
                short_conclusion="Five translations agree.",
                rationale=f"The Arabic reads {ARABIC[:24]} and so on [E5].\n{URDU} [E6]",
            ),
            passages=(
                passage("E5", Stance.SUPPORTS, ARABIC, language="ar", publisher="الأمم المتحدة", date="1948-12-10"),
                passage("E6", Stance.SUPPORTS, URDU, language="ur", publisher="اقوام متحدہ", page_label="۱"),
                passage("E7", Stance.SUPPORTS, HEBREW, language="he", publisher="האומות המאוחדות"),
                passage("E8", Stance.REFUTES, HINDI, language="hi", publisher="संयुक्त राष्ट्र"),
                passage("E9", Stance.REFUTES, CHINESE, language="zh", publisher="联合国", tier=Tier.PRIMARY),
            ),
        ),
        sheet(
            5,
            "false",
            f"{URDU}",
            claimant="احمد شجاع پاشا",
            context=Context(f"{ARABIC} ", HEBREW, f" {ARABIC}", 5, "A1"),
            verdict=verdict("false", short_conclusion=HEBREW),
            passages=(passage("E1", Stance.REFUTES, "x" * 400, page_label="12"),),
        ),
        sheet(6, "unproven", "Nobody knows how many boats there were.", checkability=Checkability.CHECKABLE),
        sheet(
            7,
            "not-checkable",
            "The bridge is the most beautiful of the coast. " * 12,
            checkability=Checkability.OPINION,
            context=Context("Before. " * 90, "The bridge is the most beautiful of the coast.", " After." * 90, 7, ""),
            verdict=verdict(
                "not-checkable",
                short_conclusion="An opinion.",
                rationale="A long reason that runs on. " * 60,
            ),
            passages=tuple(
                passage(f"E{number}", stance, "A passage of some length that says what it says. " * times, crop=picture)
                for number, (stance, times, picture) in enumerate(
                    [
                        (Stance.SUPPORTS, 2, crop(600, 900)),
                        (Stance.SUPPORTS, 30, None),
                        (Stance.REFUTES, 8, crop(300, 90, "small")),
                        (Stance.REFUTES, 1, b"not a picture"),
                        (Stance.CONTEXT, 3, None),
                        (Stance.MIXED, 1, None),
                        (Stance.IRRELEVANT, 1, None),
                    ],
                    start=1,
                )
            ),
        ),
    )


def documents() -> tuple[EvidenceEntry, ...]:
    held: dict[str, Any] = {
        "kind": DocumentKind.PDF,
        "capture_state": CaptureState.CAPTURED,
        "sha256": SHA,
        "size": 3_456_789,
        "pages": 14,
        "captured_at": "2026-11-18T10:12:00Z",
        "captured_by": "A. B.",
        "original_name": "cable.pdf",
    }
    return (
        evidence(
            1,
            "US embassy cables: Pakistan and the Israelis",
            author="Staff",
            publisher="Reuters",
            date="2010-12-01",
            tier=Tier.SECONDARY,
            url="https://www.example.org/cables",
            archive_url=LONG_ADDRESS,
            custody=(CustodyEntry("captured", "A. B.", "2026-11-18T10:12:00Z", ""),),
            used_in=("C1", "C2", "C5", "C7"),
            **held,
        ),
        evidence(2, "Cable reports contact", publisher="Dawn", derived_from="E1", used_in=("C2",), **held),
        evidence(
            3,
            "A book nobody holds",
            author="Ann Author",
            date="1981?",
            note="Quoted after the second edition.",
            used_in=("C1",),
        ),
        evidence(4, "Repeats the article", publisher="Al Arabiya", url="javascript:alert(1)", used_in=("C2",)),
        evidence(5, "الإعلان العالمي لحقوق الإنسان", publisher="الأمم المتحدة", language="ar", date="1948-12-10"),
        evidence(6, "انسانی حقوق کا عالمی منشور", language="ur", used_in=("C4",)),
        evidence(7, "ההכרזה לכל באי עולם בדבר זכויות האדם", language="he", used_in=("C4",)),
        evidence(8, "मानव अधिकारों की सार्वभौम घोषणा", language="hi", used_in=("C4",)),
        evidence(9, "世界人权宣言", language="zh", used_in=("C4",)),
        evidence(
            10,
            "",
            original_name="scan_without_any_title_but_with_a_very_long_name_" + "a" * 60 + ".tiff",
            **{key: value for key, value in held.items() if key != "original_name"},
        ),
    )


def open_claims() -> tuple[OpenClaim, ...]:
    texts = ("A claim nobody has judged yet.", HINDI, "An opinion that stays open. " * 9, ARABIC)
    return tuple(
        OpenClaim(
            code=f"C{number}",
            number=number,
            kind=list(ClaimKind)[number % 4],
            statement=texts[number % 4],
            status=list(WorkStatus)[number % 5],
            checkability=list(Checkability)[number % 4],
            paragraph=number,
            supports=number % 3,
            refutes=number % 2,
            other=0,
        )
        for number in range(8, 30)
    )


def report(**changes: Any) -> Report:
    judged = sheets()
    article = ArticleHead(
        code="A1",
        title="The harbour bridge",
        byline="A. Author",
        outlet="The Media Line",
        url="https://www.example.org/bridge",
        published="2019?",
        language="en",
        version=2,
        sha256=SHA,
        received_at="2026-11-18T09:00:00Z",
        received_from="bridge.docx",
        words=596,
    )
    whole = Report(
        head=Head(
            title="The harbour bridge",
            edition=Edition.EDITOR,
            state=ReportState.DRAFT,
            workflow=Workflow.CLAIMCHECK,
            language="en",
            articles=(article,),
            prepared_by=("A. B.",),
            as_of="2026-11-22",
            made_at="2026-11-23T08:37:33Z",
            fingerprint=SHA[::-1],
            is_example=True,
            notice="This project is a worked example. Seven claims are judged to show how a check looks.",
        ),
        summary=Summary(
            claims=29,
            judged=7,
            tallies=tuple(Tally(mark(label.key), 1) for label in SCALE.labels),
            must_change=(CHANGE, replace(CHANGE, claim="C5", was=URDU, should_be="", sources=("E1",))),
            queries=(QUERY, replace(QUERY, text="Is there a recording? " * 12)),
            not_checked=("22 claims have no verdict yet.", "3 sentences of fact are not marked as claims."),
        ),
        sheets=judged,
        open_claims=open_claims(),
        evidence=documents(),
        scales=(SCALE,),
        method=("Each claim is judged apart.", "Words and truth of a quotation are two claims."),
        waived=(
            WaivedFinding(
                claim="C2",
                rule="V02",
                severity=Severity.WARN,
                finding="One independent source only.",
                reason="The cable is the primary source.",
                by="A. B.",
                at="2026-11-20T16:00:00Z",
            ),
        ),
    )
    return replace(whole, **changes)

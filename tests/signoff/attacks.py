"""What somebody might do to a signed report, to its ledger, or before anybody signs.

`Case` is what reaches the person who checks. An outsider has the file alone; an insider has the ledger key as well, and
can write whatever lines they like, but not in the name of the council's root key. Most attacks are on a report that two
have signed, because that is quicker to check; what it lacks is found as well.
"""

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from impact_check.engine import evaluate
from impact_check.model.assessment import Assessment
from impact_check.model.ledger import Signed, Submitted
from impact_check.model.levels import Level
from impact_check.model.questionnaire import Role
from impact_check.model.receipt import Receipt
from impact_check.signoff import sign
from impact_check.signoff.canonical import canonical, sha256_of
from impact_check.signoff.certificates import fingerprint, make_root
from impact_check.signoff.keys import make_key
from impact_check.signoff.receipt import make_receipt
from impact_check.signoff.sign import sign_pdf
from impact_check.signoff.signing_keys import KeyFile, OpenKey, opened
from impact_check.signoff.stamp import Act, stamp
from impact_check.signoff.standing import submissions
from impact_check.signoff.submitting import withdraw
from impact_check.signoff.verdict import Verdict
from impact_check.signoff.verifying.verify import relying_on, verify
from tests.signoff import build
from tests.signoff.build import AT, NAMES, PASSPHRASE, ROLES, Laid

NOW = datetime(2026, 9, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    pdf: bytes
    laid: Laid
    head: str = ""

    def verdict(self, *, with_ledger: bool = True, quick: bool = False, **more: Any) -> Verdict:
        folder = self.laid.ledger
        lines = folder.file.read_bytes() if with_ledger else None
        trust = relying_on((folder.root,), lines, self.head, (folder.packs,))
        return verify(self.pdf, trust, now=NOW, quick=quick, **more)


Attack = Callable[[Path], Case]


def signed(folder: Path, stage: int = 2) -> Case:
    """Return an honest report with so many signatures."""
    laid = build.laid_out(folder, stage)
    return Case(laid.pdf.read_bytes(), laid)


def unsigned() -> bytes:
    return build.stages()[0]["plan-sign-off.pdf"]


# An outsider changes bytes.


def changed_byte(folder: Path) -> Case:
    case = signed(folder)
    place = case.pdf.index(b"stream\n", 3000) + 60
    return replace(case, pdf=_flipped(case.pdf, place))


def added_at_the_end(what: bytes) -> Attack:
    def attack(folder: Path) -> Case:
        case = signed(folder)
        return replace(case, pdf=case.pdf + what)

    return attack


def pasted_signatures(folder: Path) -> Case:
    """The signatures stand after another report of the same length."""
    case = signed(folder)
    first = unsigned()
    other = first.replace(b"Elm Hall", b"Oak Hall")
    assert other != first
    return replace(case, pdf=other + case.pdf[len(first) :])


def spelled_differently(folder: Path) -> Case:
    """The value of a signature in small letters: no program that looks at the signature alone would mind."""
    case = signed(folder)
    found = re.search(rb"<(3082[0-9A-F]{400,})>", case.pdf)
    assert found
    return replace(case, pdf=case.pdf.replace(found[1], found[1].lower()))


def rolled_back(stage: int) -> Attack:
    def attack(folder: Path) -> Case:
        return replace(signed(folder, 4), pdf=build.stages()[stage]["plan-sign-off.pdf"])

    return attack


# An outsider adds a revision, as any PDF editor does.


def revised(change: Callable[[IncrementalPdfFileWriter], None]) -> Attack:
    def attack(folder: Path) -> Case:
        case = signed(folder)
        return replace(case, pdf=_revised(case.pdf, change))

    return attack


def page_painted_over(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    drawn = page.raw_get("/Contents").get_object().data + b"\nq 1 0 0 rg 50 700 300 40 re f Q\n"
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=drawn))
    writer.update_container(page)


def data_replaced(writer: Any) -> None:
    file = writer.root["/AF"][0].get_object()
    old = file["/EF"].raw_get("/F").get_object()
    new = generic.StreamObject(stream_data=old.data.replace(b"Close Elm Hall", b"Keep Elm Hall!"))
    for key in ("/Type", "/Subtype", "/Params"):
        if key in old:
            new[pdf_name(key)] = old[key]
    file["/EF"][pdf_name("/F")] = writer.add_object(new)
    writer.update_container(file)


def data_added(writer: Any) -> None:
    content = writer.add_object(generic.StreamObject(stream_data=b"{}"))
    spec = {"/Type": pdf_name("/Filespec"), "/F": generic.pdf_string("more.json")}
    file = generic.DictionaryObject({pdf_name(key): value for key, value in spec.items()})
    file[pdf_name("/EF")] = generic.DictionaryObject({pdf_name("/F"): content})
    reference = writer.add_object(file)
    names = writer.root["/Names"]["/EmbeddedFiles"]
    names["/Names"].extend([generic.pdf_string("more.json"), reference])
    writer.root["/AF"].append(reference)
    writer.update_container(names)
    writer.update_container(writer.root["/AF"])


def note_over_page(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    told = {
        "/Type": pdf_name("/Annot"),
        "/Subtype": pdf_name("/FreeText"),
        "/Rect": generic.ArrayObject(map(generic.NumberObject, (50, 600, 400, 700))),
        "/Contents": generic.pdf_string("Low risk"),
        "/DA": generic.pdf_string("/Helv 20 Tf 0 g"),
    }
    note = generic.DictionaryObject({pdf_name(key): value for key, value in told.items()})
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def stamp_swapped(writer: Any) -> None:
    first, *_, last = (field.get_object() for field in writer.root["/AcroForm"]["/Fields"])
    first[pdf_name("/AP")] = last["/AP"]
    writer.update_container(first)


def field_renamed(writer: Any) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    field[pdf_name("/T")] = generic.pdf_string("sig-legal")
    writer.update_container(field)


def language_changed(writer: Any) -> None:
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()


# An outsider writes the whole file anew.


def rewritten(change: Callable[[pikepdf.Pdf], None]) -> Attack:
    def attack(folder: Path) -> Case:
        case = signed(folder)
        return replace(case, pdf=rewritten_pdf(case.pdf, change))

    return attack


def fields_emptied(pdf: pikepdf.Pdf) -> None:
    """The boxes still look signed."""
    for field in pdf.Root.AcroForm.Fields:
        if "/V" in field:
            del field["/V"]
    if "/Perms" in pdf.Root:
        del pdf.Root["/Perms"]


def form_removed(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/AcroForm"]
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]


# Somebody signs who may not. The file is made without our `sign`, which would refuse.


def lookalikes(folder: Path) -> Case:
    """Another root of the same name, and people of the same names."""
    laid = build.laid_out(folder, 2)
    root = make_root("Example Council", build.OPENED_AT)
    pdf = unsigned()
    for role in ROLES[:2]:
        made = make_key(root, NAMES[role], PASSPHRASE, build.OPENED_AT)
        laid.key(f"fake-{role}").write_bytes(made.p12)
        pdf = put_signature(laid, pdf, role, f"fake-{role}")
    return Case(pdf, laid)


def signed_by(role: Role, whose: str) -> Attack:
    """The second signs with another's key."""

    def attack(folder: Path) -> Case:
        laid = build.laid_out(folder, 1)
        return Case(put_signature(laid, laid.pdf.read_bytes(), role, whose), laid)

    return attack


def dismissed(folder: Path) -> Case:
    from impact_check.signoff.appoint import dismiss

    laid = build.laid_out(folder, 1)
    with opened(KeyFile(laid.key("challenger"), PASSPHRASE), AT) as key:
        dismiss(
            laid.ledger, build.root_key(), fingerprint(key.certificate), "Left the council", at=AT + timedelta(days=9)
        )
    return Case(put_signature(laid, laid.pdf.read_bytes(), "challenger", "challenger"), laid)


def signed_outside_the_ledger(folder: Path) -> Case:
    laid = build.laid_out(folder, 1)
    return Case(put_signature(laid, laid.pdf.read_bytes(), "challenger", "challenger"), laid)


# Somebody signs who may, but changes something else on the way. The file is made without our `sign`.


def signed_with_more(
    change: Callable[[IncrementalPdfFileWriter], None], role: Role = "author", *, alone: bool = False
) -> Attack:
    """What is changed is in the signer's own revision, so the signature covers it. alone: nobody else must sign."""

    class Writer(sign.QuietWriter):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            change(self)

    def attack(folder: Path) -> Case:
        laid = build.laid_out(folder, ROLES.index(role))
        if alone:
            laid = build.laid_out(folder / "alone", None)
            laid.pdf.write_bytes(unsigned())
            record_submission(laid, unsigned(), (role,))
        before = laid.pdf.read_bytes()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sign, "QuietWriter", Writer)
            pdf = put_signature(laid, before, role, role)
        record(laid, before, pdf, role, role, NAMES[role])
        laid.pdf.write_bytes(pdf)
        return Case(pdf, laid)

    return attack


def title_changed(writer: Any) -> None:
    told = writer.root["/Metadata"].data.replace(b"Elm Hall", b"Oak Hall")
    kinds = {pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")}
    writer.root["/Metadata"] = writer.add_object(generic.StreamObject(kinds, stream_data=told))
    writer.update_root()


def action_added(writer: Any) -> None:
    told = {"/S": pdf_name("/JavaScript"), "/JS": generic.pdf_string("this.print()")}
    writer.root["/OpenAction"] = generic.DictionaryObject({pdf_name(key): value for key, value in told.items()})
    writer.update_root()


def other_time(folder: Path) -> Case:
    """The signature tells that it was made a day before it was."""
    laid = build.laid_out(folder, 1)
    before = laid.pdf.read_bytes()
    pdf = put_signature(laid, before, "challenger", "challenger")
    record(laid, before, pdf, "challenger", "challenger", NAMES["challenger"], days=11)
    return Case(pdf, laid)


def challenger_answered(folder: Path) -> Case:
    assessment = carried()
    answers = dict(assessment.answers)
    answers["reach"] = answers["reach"].model_copy(update={"by": NAMES["challenger"]})
    pdf = with_answers(assessment.model_copy(update={"answers": answers}))
    return put_forward(folder, pdf, ROLES[:2])


def second_key(folder: Path) -> Case:
    """The author has another key, with which they may challenge."""
    laid = build.laid_out(folder, 1)
    laid.appoint("second", NAMES["author"], "challenger", at=AT + timedelta(days=5))
    before = laid.pdf.read_bytes()
    pdf = put_signature(laid, before, "challenger", "second")
    record(laid, before, pdf, "challenger", "second", NAMES["author"])
    return Case(pdf, laid)


# An insider has the ledger key.


def seal_as_a_person(folder: Path) -> Case:
    laid = build.laid_out(folder, 1)
    before = laid.pdf.read_bytes()
    pdf = put_signature(laid, before, "challenger", "seal")
    record(laid, before, pdf, "challenger", "seal", build.SEAL)
    return Case(pdf, laid)


def ledger_rolled_back(folder: Path) -> Case:
    """The file and the ledger of one signature, but the head with two was in the minutes."""
    case = signed(folder / "whole")
    head = case.laid.ledger.read().head
    return replace(signed(folder / "before", 1), head=head)


def fewer_signers(folder: Path) -> Case:
    """The ledger says that only the author has to sign."""
    return put_forward(folder, unsigned())


def result_changed(folder: Path) -> Case:
    """The receipt tells of a lower rating; every hash fits, and it is signed."""
    told = receipt()
    low = told.result.inherent.model_copy(
        update={
            "rating": told.result.inherent.rating.model_copy(update=dict.fromkeys(("confirmed", "possible"), Level.LOW))
        }
    )
    changed = told.model_copy(update={"result": told.result.model_copy(update={"inherent": low})})
    return put_forward(folder, with_data(unsigned(), carried(), changed))


def outcome_not_permitted(folder: Path) -> Case:
    assessment = carried()
    assert assessment.submission
    other = assessment.submission.model_copy(update={"outcome": "proceed", "conditions": (), "reasons": ""})
    return put_forward(folder, with_answers(assessment.model_copy(update={"submission": other})))


def other_version(folder: Path) -> Case:
    """It says that it was answered under a version that isn't the one with this hash."""
    assessment = carried()
    pinned = assessment.pinned.model_copy(update={"version": "core 9.9.9"})
    told = receipt()
    told = told.model_copy(update={"result": told.result.model_copy(update={"pinned": pinned})})
    return put_forward(folder, with_answers(assessment.model_copy(update={"pinned": pinned}), told))


def history_cut(folder: Path) -> Case:
    assessment = carried()
    return put_forward(folder, with_answers(assessment.model_copy(update={"history": assessment.history[1:]})))


def history_emptied(folder: Path) -> Case:
    return put_forward(folder, with_answers(carried().model_copy(update={"history": ()})))


def withdrawal_undone(folder: Path) -> Case:
    """It was withdrawn. Everything is written down a second time, with the signatures that there are."""
    case = signed(folder)
    ledger = case.laid.ledger
    at = ledger.read().entries[-1].at + timedelta(days=1)
    withdraw("lia-example", ledger, by="Ada Author", reason="An error on page 3", at=at)
    with ledger.open() as opened_ledger:
        for entry in opened_ledger.ledger.of(Submitted) + opened_ledger.ledger.of(Signed):
            told = {name: getattr(entry, name) for name in type(entry).model_fields if name not in ("n", "prev", "at")}
            opened_ledger.append(type(entry), at=at, **told)
    return case


def page_and_data_disagree(folder: Path) -> Case:
    def paint(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"q 1 1 1 rg 50 700 300 40 re f Q")

    return put_forward(folder, rewritten_pdf(unsigned(), paint), ROLES)


def digits_swapped(folder: Path) -> Case:
    """Each font draws another figure for 1: everything in the file says 1, but people see another."""
    return put_forward(folder, rewritten_pdf(unsigned(), swap_outlines), ROLES)


# The parts that attacks are made of.


def put_signature(laid: Laid, pdf: bytes, role: Role, whose: str) -> bytes:
    with opened(KeyFile(laid.key(whose), PASSPHRASE), AT) as key:
        return _signed(pdf, role, key, NAMES.get(role, ""), AT + timedelta(days=10))


def record(laid: Laid, before: bytes, after: bytes, role: Role, whose: str, name: str, days: int = 10) -> None:
    standing = submissions(laid.ledger.read(), "lia-example")[-1]
    with opened(KeyFile(laid.key(whose), PASSPHRASE), AT) as key, laid.ledger.open() as ledger:
        ledger.append(
            Signed,
            at=AT + timedelta(days=days),
            reference="lia-example",
            role=role,
            name=name,
            fingerprint=fingerprint(key.certificate),
            render_sha256=standing.submitted.render_sha256,
            before_sha256=sha256_of(before),
            file_sha256=sha256_of(after),
        )


def put_forward(folder: Path, pdf: bytes, signatories: tuple[Role, ...] = ("author",)) -> Case:
    """Record a report as submitted, whatever it says, and have it signed by those who were deceived."""
    laid = build.laid_out(folder, None)
    record_submission(laid, pdf, signatories)
    for number, role in enumerate(signatories, start=1):
        with opened(KeyFile(laid.key(role), PASSPHRASE), AT) as key:
            after = _signed(pdf, role, key, NAMES[role], AT + timedelta(days=number))
        record(laid, pdf, after, role, role, NAMES[role], number)
        pdf = after
    return Case(pdf, laid)


def record_submission(laid: Laid, pdf: bytes, signatories: tuple[Role, ...] = ROLES, days: int = 0) -> None:
    files = _files(pdf)
    assessment = Assessment.model_validate_json(files["assessment.json"])
    assert assessment.submission
    with laid.ledger.open() as ledger:
        ledger.append(
            Submitted,
            at=AT + timedelta(days=days),
            reference=assessment.id,
            by="Ada Author",
            outcome=assessment.submission.outcome,
            signatories=signatories,
            pinned=assessment.pinned,
            assessment_sha256=sha256_of(files["assessment.json"]),
            receipt_sha256=sha256_of(files["receipt.json"]),
            render_sha256=sha256_of(pdf),
            render_bytes=len(pdf),
        )


def with_answers(assessment: Assessment, told: Receipt | None = None) -> bytes:
    """Return the unsigned report with another assessment inside, and the receipt that goes with it."""
    result = evaluate(build.ruleset(), assessment, receipt().result.on)
    made = make_receipt(build.ruleset(), assessment, result, toolchain=receipt().toolchain)
    if told is not None:
        made = made.model_copy(update={"result": told.result})
    return with_data(unsigned(), assessment, made)


def with_data(pdf: bytes, assessment: Assessment, told: Receipt) -> bytes:
    def replace_data(opened_pdf: pikepdf.Pdf) -> None:
        listed = opened_pdf.Root.Names.EmbeddedFiles.Names
        for spec, content in zip(list(listed)[1::2], (canonical(assessment), canonical(told)), strict=True):
            spec.EF.F.write(content)

    return rewritten_pdf(pdf, replace_data)


@cache
def carried() -> Assessment:
    return Assessment.model_validate_json(_files(build.stages()[0]["plan-sign-off.pdf"])["assessment.json"])


@cache
def receipt() -> Receipt:
    return Receipt.model_validate_json(_files(build.stages()[0]["plan-sign-off.pdf"])["receipt.json"])


@cache
def _stamp() -> bytes:
    return stamp(Act("author", "Ada Author", "proceed_despite", AT), "en")


def _signed(pdf: bytes, role: Role, key: OpenKey, name: str, at: datetime) -> bytes:
    place = ROLES.index(role) if role in ROLES else 0
    ends = {"is_first": place == 0, "is_last": place == len(ROLES) - 1}
    return sign_pdf(pdf, role=role, signer=key.signer, name=name, reason="", at=at, stamp=_stamp(), **ends)


def _files(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        return {name: file.get_file().read_bytes() for name, file in opened_pdf.attachments.items()}


def _flipped(pdf: bytes, place: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def _revised(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

    writer = Writer(io.BytesIO(pdf), strict=False)
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def rewritten_pdf(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        change(opened_pdf)
        written = io.BytesIO()
        opened_pdf.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        )
    return written.getvalue()


def swap_outlines(pdf: pikepdf.Pdf) -> None:
    from fontTools.ttLib import TTFont

    for found in pdf.objects:
        if not isinstance(found, pikepdf.Dictionary) or "/FontFile2" not in found:
            continue
        font = TTFont(io.BytesIO(found.FontFile2.read_bytes()))
        glyphs = [name for name in font.getGlyphOrder() if font["glyf"][name].numberOfContours > 0]
        one, other = glyphs[0], glyphs[-1]
        outlines = font["glyf"]
        outlines[one], outlines[other] = outlines[other], outlines[one]
        written = io.BytesIO()
        font.save(written)
        found.FontFile2.write(zlib.compress(written.getvalue()), filter=pikepdf.Name.FlateDecode)

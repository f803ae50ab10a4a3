"""The small invented decision, and what its exports say."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from functools import cache

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from impact_check import api
from impact_check.model.assessment import Assessment, Condition, Submission
from impact_check.model.result import Result
from impact_check.rules import Ruleset
from tests.privacy import planted
from tests.report import build

SIX_SCRIPTS = (
    "یہ کلب بند ہو جائے گا۔",
    "ਇਹ ਥਾਂ ਬੰਦ ਹੋ ਜਾਵੇਗੀ।",
    "આ જગ્યા બંધ થશે.",
    "Świetlica zostanie zamknięta.",
    "سيغلق هذا المكان.",
    "Bydd y clwb yn cau; tŷ, dŵr.",
)


@dataclass(frozen=True)
class Given:
    """What every export takes."""

    ruleset: Ruleset
    assessment: Assessment
    result: Result

    @property
    def all(self) -> tuple[Ruleset, Assessment, Result]:
        return self.ruleset, self.assessment, self.result

    def every_export(self, *, public: bool = False) -> dict[str, bytes]:
        """Return the bytes of each export, those of the parts of an archive one after the other."""
        return {
            "docx": parts(api.report_docx(*self.all, public=public, appendix="Appendix 2")),
            "implications": api.implications(*self.all, public=public).encode(),
            "iia": api.integrated_form(*self.all, public=public).encode(),
            "ics": api.calendar(*self.all, public=public).replace(b"\r\n ", b""),
            "actions-csv": api.action_plan_csv(*self.all, public=public),
            "actions-xlsx": parts(api.action_plan_xlsx(*self.all, public=public)),
            "markdown": _unescaped(api.report_markdown(*self.all, public=public)),
            "fragment": api.report_fragment(*self.all, public=public).encode(),
            "csv": api.register_csv(*self.all, public=public),
            "xlsx": parts(api.register_xlsx(*self.all, public=public)),
            "kpis-csv": api.contract_kpis_csv(*self.all, public=public),
            "kpis-json": api.contract_kpis_json(*self.all, public=public),
        }


def _unescaped(markdown: str) -> bytes:
    return re.sub(r"\\(?=[^\w\s])", "", markdown).encode()


def given(assessment: Assessment | None = None, on: date = build.ON) -> Given:
    """Rate an assessment; the small one, if none is given."""
    ruleset = planted.ruleset()
    assessment = assessment or build.assessment()
    return Given(ruleset, assessment, api.evaluate(ruleset, assessment, on))


def put_forward(*conditions: Condition, assessment: Assessment | None = None) -> Assessment:
    """Return an assessment that is put forward, to proceed with conditions if there are any."""
    submission = Submission(
        by="Sam Example",
        at=build.AT,
        on=build.ON,
        outcome="proceed_with_conditions" if conditions else "revise",
        conditions=conditions,
        reasons="The building can't be heated.",
    )
    return (assessment or build.assessment()).model_copy(update={"submission": submission})


def written(text: str) -> Assessment:
    """Return an assessment in which people wrote this wherever they can write what an export tells."""
    plain = build.assessment()
    known = build.known(text)
    mitigations = tuple(
        item.model_copy(
            update={"action": text, "owner": item.owner and item.owner.model_copy(update={"name": text, "role": text})}
        )
        for item in plain.mitigations
    )
    answers = {**plain.answers, **dict.fromkeys(("title", "summary", "organisation", "reasons", "reference"), known)}
    answers["only_place"] = build.dont_know(text)
    condition = Condition(id="C1", what=text, owner=text, due=build.ON)
    changed = plain.model_copy(update={"answers": answers, "mitigations": mitigations})
    return put_forward(condition, assessment=changed)


@cache
def word_file(appendix: str = "") -> bytes:
    return api.report_docx(*given().all, appendix=appendix)


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def parts(archive: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return b"\n".join(found.read(name) for name in found.namelist())


def letters(document: WordDocument) -> str:
    """Return every letter of the body in order, without spaces."""
    body = document.element.body
    return "".join("".join(node.text or "" for node in body.iter(qn("w:t"))).split())

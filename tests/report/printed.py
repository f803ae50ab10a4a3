"""PDFs that several tests look at, each made once."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from impact_check import api
from impact_check.report.pdf import Attached, print_pdf

EXAMPLES = Path(__file__).parents[2] / "examples"
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LANGUAGES = {
    "ur": "میں ہر ہفتے یہاں آتا ہوں۔",
    "ar": "ألتقي بأصدقائي هنا.",
    "gu": "હું દર અઠવાડિયે અહીં મારા મિત્રોને મળું છું.",
    "pa": "ਮੈਂ ਹਰ ਹਫ਼ਤੇ ਇੱਥੇ ਆਉਂਦਾ ਹਾਂ।",
    "pl": "Zażółć gęślą jaźń.",
    "cy": "Dw i’n dod i’r tŷ bob wythnos.",
}
ATTACHED = (
    Attached("receipt.json", b'{"rating": "high"}\n', "What was computed", AT),
    Attached("assessment.lia.json", b'{"answers": {}}\n' * 20, "The answers", AT),
)
ROLES = ("author", "head-of-service", "cabinet-member")


@cache
def example(name: str) -> bytes:
    """Return the report of an example, as the command makes it."""
    ruleset = api.load_questionnaire("kirklees")
    assessment = api.read_answers(ruleset, EXAMPLES / f"{name}.yaml", at=AT)
    return api.report_pdf(ruleset, assessment, api.evaluate(ruleset, assessment, date(2026, 11, 2)))


@cache
def to_sign() -> bytes:
    pdf, _ = print_pdf(page_to_sign(), ATTACHED)
    return pdf


def page_to_sign(*roles: str) -> str:
    """Return a small page in six scripts with a table, a link, a drawing, and a box for each signature."""
    texts = "".join(f'<p lang="{code}"{_direction(code)}>{text}</p>' for code, text in LANGUAGES.items())
    boxes = "".join(
        f'<h2>{role}</h2><p><input class="signature-field" type="checkbox" name="sig-{role}" '
        f'title="Signature of the {role}"></p>'
        for role in roles or ROLES
    )
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page to sign</title>
<meta name="author" content="Jo Example"><meta name="dcterms.created" content="2026-11-02T09:30:00Z">
<meta name="dcterms.modified" content="2026-11-02T09:30:00Z"><style>
@page {{ @bottom-right {{ content: "Page " counter(page) }} }}
html {{ font-family: "Noto Sans", "Noto Sans Gujarati", "Noto Sans Gurmukhi", "Noto Naskh Arabic" }}
:lang(ur) {{ font-family: "Noto Nastaliq Urdu" }}
.signature-field {{ appearance: auto; display: block; width: 78mm; height: 20mm; margin: 0; color: transparent }}
</style></head><body><main><h1 id="top">A page to sign</h1>{texts}
<table><caption>Facts</caption><tr><th scope="row">Ward</th><td><a href="#top">Example ward</a></td></tr></table>
<figure><svg xmlns="http://www.w3.org/2000/svg" width="30" height="10" viewBox="0 0 30 10" role="img">
<title>A bar</title><rect width="20" height="10" fill="#12436d"/></svg></figure>{boxes}</main></body></html>"""


def _direction(code: str) -> str:
    return ' dir="rtl"' if code in ("ur", "ar") else ""

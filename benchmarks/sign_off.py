"""Measure what it costs to make, sign and verify a report, beside printing the same page with WeasyPrint alone.

Each step runs in a process of its own. Its seconds are those of the processor in the second of two rounds, when
everything is loaded; its memory is the most that the process, or one that it started, had at any moment.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import signing_step
from ratios import Ratio, Show, beside, run_alone

from impact_check import api
from impact_check.model.assessment import Assessment, Condition, Submission
from impact_check.report import report_page
from impact_check.rules import Ruleset

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[1] / "examples"
RUNS = 3
PASSPHRASE = "four small invented words"  # noqa: S105  # Of a key that is thrown away.
PDF = "plan-sign-off.pdf"

CHILD = """\
import json, os, resource, sys
from datetime import datetime
from pathlib import Path
from impact_check import api
at = datetime.fromisoformat(sys.argv[1])
ruleset = api.load_questionnaire("kirklees")
{imports}
def work(folder):
{work}
def used():
    return [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
work(Path(sys.argv[2]))
before = sum(each.ru_utime + each.ru_stime for each in used())
work(Path(sys.argv[3]))
seconds = sum(each.ru_utime + each.ru_stime for each in used()) - before
peak = max(each.ru_maxrss for each in used())
print(json.dumps([seconds, peak / (1e6 if sys.platform == "darwin" else 1e3)]))
"""
BARE = CHILD.format(
    imports="from impact_check.report.pdf import fonts_environment\n"
    "os.environ.update(fonts_environment())\n"
    "from weasyprint import HTML",
    work="    HTML(string=(folder / 'page.html').read_text('utf-8')).write_pdf()",
)
RENDER = CHILD.format(
    imports="from impact_check.signoff.document import document",
    work="    assessment = api.read_assessment(folder / 'plan.lia.json')\n"
    "    result = api.evaluate(ruleset, assessment, assessment.submission.on)\n"
    "    document(ruleset, assessment, result, for_signing=True)",
)
SIGN = CHILD.format(
    imports="",
    work="    key = api.key_in_file(folder / 'author.p12', passphrase='" + PASSPHRASE + "')\n"
    f"    path, ledger = folder / '{PDF}', api.ledger_folder(folder / 'sign-off')\n"
    "    api.sign_report(path, ledger, 'author', key, at=at, ruleset=ruleset)",
)
VERIFY = CHILD.format(
    imports="",
    work=f"    pdf = (folder / '{PDF}').read_bytes()\n"
    "    verdict = api.verify_report(pdf, now=at, ledger=folder / 'sign-off')\n"
    "    assert verdict.accepted, verdict",
)


def measure(show: Show) -> list[Ratio]:
    """Measure each step for an assessment that can be final."""
    ruleset = api.load_questionnaire("kirklees")
    example = api.read_answers(ruleset, EXAMPLES / "evening-bus.yaml", at=AT)
    found = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "made"
        home.mkdir()
        put_forward(ruleset, example, home)
        bare, bare_memory = cost(BARE, home)
        show("sign-off: bare WeasyPrint of the same page", f"{bare:.2f} s, {bare_memory:.0f} MB")
        for what, code in (("render with its data and fields", RENDER), ("sign once, recorded", SIGN)):
            found.append(step(what, code, home, bare))
        sign_all(ruleset, home)
        found.append(step("verify, printed again", VERIFY, home, bare))
    return [*signing_step.measure(show), *found]


def step(what: str, code: str, home: Path, bare: float) -> Ratio:
    """Return what one step costs beside printing the same page."""
    seconds, memory = cost(code, home)
    note = f"{seconds:.2f} s of the processor, {memory:.0f} MB; bare WeasyPrint of the same page {bare:.2f} s"
    return beside(f"sign-off: {what}: bare WeasyPrint", seconds / bare, note)


def put_forward(ruleset: Ruleset, example: Assessment, home: Path) -> None:
    """Lay out a ledger, a key, and the example put forward for whatever it is permitted to."""
    folder = api.new_ledger(home / "sign-off", "Example Council", PASSPHRASE, at=AT)
    root = folder.root_key(PASSPHRASE)
    result = api.evaluate(ruleset, example, AT.date())
    for role in result.signatories:
        path, name = home / f"{role}.p12", f"The {role}"
        api.new_signing_key(folder, root, path, name=name, roles=(role,), passphrase=PASSPHRASE, at=AT)
    outcome = result.outcomes[0]
    condition = Condition(id="C1", what="Run the new car scheme", owner="Head of transport", due=AT.date())
    submission = Submission(
        by="Ann Lee",
        at=AT,
        on=AT.date(),
        outcome=outcome,
        conditions=(condition,) if outcome == "proceed_with_conditions" else (),
        reasons="Two cheaper ways were turned down.",
    )
    api.submit_report(
        ruleset,
        example,
        submission,
        folder,
        home / PDF,
        pack="kirklees",
        evidence_in=home,
        save=lambda assessment: api.write_assessment(home / "plan.lia.json", assessment),
    )
    assessment = api.read_assessment(home / "plan.lia.json")
    page = report_page(ruleset, assessment, result, for_signing=True)[1]
    (home / "page.html").write_text(page, encoding="utf-8")


def sign_all(ruleset: Ruleset, home: Path) -> None:
    """Have everybody sign who must."""
    ledger = api.ledger_folder(home / "sign-off")
    for role in api.evaluate(ruleset, api.read_assessment(home / "plan.lia.json"), AT.date()).signatories:
        key = api.key_in_file(home / f"{role}.p12", passphrase=PASSPHRASE)
        api.sign_report(home / PDF, ledger, role, key, at=AT, ruleset=ruleset)


def cost(code: str, home: Path) -> tuple[float, float]:
    """Return the median seconds and megabytes of one step, each time on fresh copies of the files."""
    found = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as name:
            copies = [shutil.copytree(home, Path(name) / copy) for copy in ("first", "second")]
            command = [sys.executable, "-c", code, AT.isoformat(), *map(str, copies)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            found.append(json.loads(done.stdout))
    seconds, memory = zip(*found, strict=True)
    return statistics.median(seconds), statistics.median(memory)


if __name__ == "__main__":
    run_alone(measure)

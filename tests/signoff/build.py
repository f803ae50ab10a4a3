"""A small report, submitted and then signed by four invented people: made once for a test run, laid out anywhere.

Stage 0 is submitted, stages 1 to 4 have so many signatures. `laid_out(folder, 2)` puts all files of stage 2 there.
"""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography.x509 import Certificate

from impact_check import api
from impact_check.model.assessment import Assessment, Condition, Submission
from impact_check.model.ledger import Approval, KeyKind
from impact_check.model.questionnaire import Role
from impact_check.signoff import folder as folders
from impact_check.signoff.appoint import appoint
from impact_check.signoff.certificates import RootKey
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.keys import make_key
from impact_check.signoff.signing import SignOff, sign
from impact_check.signoff.signing_keys import KeyFile, OpenKey, opened
from impact_check.signoff.submitting import submit
from impact_check.storage import read_assessment, write_assessment

PACK = Path(__file__).parents[1] / "cli" / "content" / "core"
OPENED_AT = datetime(2026, 1, 1, 9, tzinfo=UTC)
AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
"""When it is submitted. Each signature is a day later than the one before."""
PASSPHRASE = "four small invented words"  # noqa: S105  # Of keys that are made for a test run.
ROLES: tuple[Role, ...] = ("author", "challenger", "head_of_service", "director")
NAMES: dict[Role, str] = {
    "author": "Ada Author",
    "challenger": "Charles Challenger",
    "head_of_service": "Hana Service",
    "director": "Dev Director",
}
SEAL = "Example Council democratic services"
ANSWERS = b"""
questionnaire: core
id: lia-example
by: Sam Example
given:
  proposal_title: Close Elm Hall
  proposal_summary: The hall would close.
  change_date: 2027-04-01
  closes: yes
  regular_users: 25
  only_place: yes
  groups_affected: [V01, V02]
  reach: far
"""


@dataclass(frozen=True)
class Laid:
    """Where the files of a stage are."""

    folder: Path
    name: str = "plan-sign-off.pdf"

    @property
    def pdf(self) -> Path:
        return self.folder / self.name

    @property
    def assessment(self) -> Path:
        return self.folder / "plan.lia.json"

    @property
    def ledger(self) -> LedgerFolder:
        return folders.load(self.folder / "sign-off")

    def key(self, whose: Role | str) -> Path:
        return self.folder / f"{whose}.p12"

    def sign(self, role: Role, *, key: Role | str = "", at: datetime | None = None, **more: object) -> SignOff:
        """Sign as a person does, by default with the key that goes with the role, a day after the last entry."""
        at = at or self.ledger.read().entries[-1].at + timedelta(days=1)
        with opened(KeyFile(self.key(key or role), PASSPHRASE), at) as signing_key:
            return self.sign_with(signing_key, role, at, **more)

    def sign_with(self, key: OpenKey, role: Role, at: datetime, **more: object) -> SignOff:
        return sign(self.pdf, self.ledger, role, key, at=at, ruleset=ruleset(), **more)

    def submit(self, at: datetime = AT, pdf: Path | None = None) -> SignOff:
        return submit(
            ruleset(),
            read_assessment(self.assessment),
            submission(at),
            self.ledger,
            pdf or self.pdf,
            pack=PACK,
            evidence_in=self.folder,
            save=lambda assessment: write_assessment(self.assessment, assessment),
        )

    def appoint(self, whose: str, name: str, *roles: Role, kind: KeyKind = "person", at: datetime = OPENED_AT) -> None:
        """Make a key file for a person or a seal, and let it sign."""
        certificate = self.stranger(whose, name)
        appoint(self.ledger, root_key(), certificate, roles, kind=kind, at=at)

    def stranger(self, whose: str, name: str) -> Certificate:
        """Make a key file for somebody who may not sign."""
        made = make_key(root_key(), name, PASSPHRASE, OPENED_AT)
        self.key(whose).write_bytes(made.p12)
        return made.certificate


@cache
def root_key() -> RootKey:
    return folders.load(_home() / "sign-off").root_key(PASSPHRASE)


@cache
def ruleset() -> api.Ruleset:
    return api.load_questionnaire(PACK)


def assessment() -> Assessment:
    """Return one that is complete, of a high risk, with nothing put forward."""
    return api.read_answers(ruleset(), ANSWERS, at=AT - timedelta(days=1))


def submission(at: datetime = AT) -> Submission:
    return Submission(
        by="Ada Author",
        at=at,
        on=date(2026, 5, 1),
        outcome="proceed_despite",
        conditions=(Condition(id="C1", what="Tell the people who come", owner="Hana Service", due=date(2026, 6, 1)),),
        reasons="The hall costs more than the council has.",
    )


def approval(by: str = "Dev Director") -> Approval:
    return Approval(by=by, recorded_by="Cleo Clerk", source="Minute 12 of the Cabinet, 4 May 2026")


@cache
def council() -> dict[str, bytes]:
    """Return the files of a council before anything is submitted: ledger, everybody's key and an assessment."""
    return _files(_with_people(Laid(_home())).folder)


@cache
def stages() -> tuple[dict[str, bytes], ...]:
    """Return all files of each stage by their path."""
    council()
    laid = Laid(_home())
    laid.submit()
    found = [_files(laid.folder)]
    for role in ROLES:
        laid.sign(role)
        found.append(_files(laid.folder))
    return tuple(found)


def laid_out(folder: Path, stage: int | None) -> Laid:
    """Put the files of a stage in an empty folder: PDF, HTML, assessment, ledger and everybody's key.

    stage: None is before anything is submitted.
    """
    for name, content in (council() if stage is None else stages()[stage]).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Laid(folder)


@cache
def _home() -> Path:
    """Return a folder with a ledger, four people, a seal and an assessment, before anything is submitted."""
    folder = Path(tempfile.mkdtemp(prefix="impact-check-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folders.create(folder / "sign-off", "Example Council", PASSPHRASE, OPENED_AT)
    write_assessment(folder / "plan.lia.json", assessment())
    return folder


def _with_people(laid: Laid) -> Laid:
    for role, name in NAMES.items():
        laid.appoint(role, name, role)
    laid.appoint("seal", SEAL, *ROLES, kind="seal")
    return laid


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

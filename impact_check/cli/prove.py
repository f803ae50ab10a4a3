"""`impact-check prove`: what holds for every possible form, and the answers that show where it doesn't."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.faults import as_data, ended, say_faults
from impact_check.cli.output import say
from impact_check.cli.read_only import PROVE_SCHEMA, print_json

if TYPE_CHECKING:
    from impact_check.proving import Proof, Proved


def prove(packs: tuple[str, ...], *, as_json: bool) -> None:
    """Print what was proved, and every fault, once. Raise Stop if one is an error; warnings alone are no failure."""
    from impact_check import api

    names = packs or api.bundled_packs(templates=True)
    proved = api.prove(*names, jobs=os.cpu_count() or 1)
    faults = tuple(sorted({fault for pack in proved for fault in pack.faults}))
    if as_json:
        print_json(PROVE_SCHEMA, {"packs": [_data(pack) for pack in proved], "faults": as_data(faults)})
    else:
        for pack in proved:
            _show(pack)
        say_faults(faults)
    say(ended(names, faults), to_stderr=True)
    if any(fault.severity == "error" for fault in faults):
        raise Stop(Exit.INVALID)


def _show(pack: "Proved") -> None:
    if not pack.proofs:
        return
    say(f"{pack.pack} ({pack.version})")
    _show_proofs("Proved by trying answers:", (p for p in pack.proofs if p.by == "trying" and p.holds))
    _show_proofs("Proved by reading the files; the code says what is told otherwise:", _by_loading(pack))
    _show_proofs("NOT proved; the faults are below:", (p for p in pack.proofs if not p.holds))
    say()


def _by_loading(pack: "Proved") -> Iterable["Proof"]:
    return (proof for proof in pack.proofs if proof.by == "loading" and proof.holds)


def _show_proofs(heading: str, proofs: Iterable["Proof"]) -> None:
    for place, proof in enumerate(proofs):
        if not place:
            say(f"  {heading}")
        say(f"  - {proof.claim}.")
        say(f"      {proof.counted}")
        for witness in proof.witnesses:
            answers = ", ".join(f"{question}: {value}" for question, value in witness.answers)
            shown = f"{{{answers}}}, and the best answer to all else" if answers else "the best answer to everything"
            say(f"      {witness.what}: {shown}")


def _data(pack: "Proved") -> dict[str, object]:
    proofs = [
        {
            "claim": proof.claim,
            "holds": proof.holds,
            "by": proof.by,
            "counted": proof.counted,
            "witnesses": {witness.what: dict(witness.answers) for witness in proof.witnesses},
            "faults": as_data(proof.faults),
        }
        for proof in pack.proofs
    ]
    return {"pack": pack.pack, "version": pack.version, "proofs": proofs}

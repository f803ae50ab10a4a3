"""Packs -> everything that can be proved about them by trying answers, with what loading has proved already."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from impact_check.errors import ContentError, Fault
from impact_check.loading.find import find_pack
from impact_check.loading.pack import read_pack
from impact_check.proving.doubt import prove_doubt
from impact_check.proving.ground import Ground
from impact_check.proving.helps import prove_helps
from impact_check.proving.holding import prove_conditions
from impact_check.proving.kept import Searches
from impact_check.proving.overlay import prove_overlay
from impact_check.proving.proofs import Proof, Proved
from impact_check.proving.reach import prove_reach


def prove(packs: Sequence[str | Path], *, jobs: int = 1) -> tuple[Proved, ...]:
    """Return what was proved about each pack, in the order given. What packs share is searched only once.

    jobs: how many processes may work at once. More than one copies this process, so no other threads may run in it;
    where that isn't possible there is only one.
    """
    searches = Searches()
    opened = [_open(pack, searches) for pack in packs]
    grounds = [pack.ground for pack in opened if pack.ground]
    suggested = {name for g in grounds for rule in g.ruleset.questionnaire.rules for name in rule.suggests}
    cores = {pack.folders[0]: pack.ground for pack in opened if pack.ground and len(pack.folders) == 1}
    for pack in opened:
        if pack.ground and pack.folders[0] not in cores and (core := _open(pack.folders[0], searches).ground):
            cores[pack.folders[0]] = core
    work = _Work(tuple(opened), cores, suggested)
    overlays = [place for place, pack in enumerate(opened) if len(pack.folders) > 1]
    if jobs > 1 and len(overlays) > 1 and "fork" in multiprocessing.get_all_start_methods():
        return work.done_together(overlays, jobs)
    return tuple(work.prove(place) for place in range(len(opened)))


@dataclass(frozen=True, slots=True)
class _Opened:
    name: str
    ground: Ground | None
    folders: tuple[Path, ...]
    """Core first."""
    faults: tuple[Fault, ...]


def _open(pack: str | Path, searches: Searches) -> _Opened:
    try:
        read = read_pack(find_pack(pack))
    except ContentError as error:
        return _Opened(str(pack), None, (), error.faults)
    if read.ruleset is None or read.faults:
        return _Opened(str(pack), None, read.folders, read.faults)
    return _Opened(
        read.ruleset.questionnaire.id, Ground(read.ruleset, read.registry, searches), read.folders, read.faults
    )


@dataclass(frozen=True)
class _Work:
    """Packs to prove."""

    packs: tuple[_Opened, ...]
    cores: dict[Path, Ground]
    """The core that each overlay is held against, by its folder."""
    suggested: set[str]

    def prove(self, place: int) -> Proved:
        pack = self.packs[place]
        if pack.ground is None:
            return Proved(pack.name, "", (), pack.faults)
        proofs = [
            *prove_conditions(pack.ground),
            *prove_reach(pack.ground),
            *prove_doubt(pack.ground),
            *prove_helps(pack.ground, self.suggested),
        ]
        extends = len(pack.folders) > 1
        core = self.cores.get(pack.folders[0])
        if extends and core:
            proofs.extend(prove_overlay(core, pack.ground))
        proofs.extend(_by_loading(pack.ground, extends=extends))
        faults = sorted({fault for proof in proofs for fault in proof.faults})
        return Proved(pack.name, pack.ground.ruleset.pinned.version, tuple(proofs), tuple(faults))

    def done_together(self, overlays: Sequence[int], jobs: int) -> tuple[Proved, ...]:
        """Prove the cores here, so that each process knows what was searched, and then the overlays side by side."""
        global _at_work  # A ruleset can't be sent to another process; a copy of this one has it.
        proved = {place: self.prove(place) for place in range(len(self.packs)) if place not in overlays}
        for core in self.cores.values():
            tuple(prove_conditions(core))
            _ = core.worlds
        _at_work = self
        try:
            with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
                proved.update(zip(overlays, pool.map(_prove_at_work, overlays), strict=True))
        finally:
            _at_work = None
        return tuple(proved[place] for place in range(len(self.packs)))


_at_work: _Work | None = None


def _prove_at_work(place: int) -> Proved:
    assert _at_work is not None  # noqa: S101  # This process is a copy of one that has it.
    return _at_work.prove(place)


def _by_loading(ground: Ground, *, extends: bool) -> Iterator[Proof]:
    """Yield what loading would have refused, with the codes that it tells then."""
    ruleset = ground.ruleset
    content = ruleset.questionnaire
    conditions = sum(map(len, (ruleset.ask_if, ruleset.named)))
    suggestions = sum(len(rule.suggests) for rule in content.rules)
    lifted = sum(len(floor.lifted_by) for floor in content.floors)
    for claim, counted in (
        (
            "No question is asked because of one that comes later, and no named condition goes in a circle",
            f"{conditions} conditions read in order (forward-reference)",
        ),
        (
            "No rule or floor changes only because something was found out",
            f"{len(ruleset.rules) + len(ruleset.floors)} conditions read (workflow-only, fact-in-rule)",
        ),
        (
            "No doubt keeps a question that bears on the rating from being asked",
            f"{len(ruleset.bears_on_rating)} questions (hidden-by-doubt)",
        ),
        (
            "In the tables nothing worse leads to a lower level, fewer signatures or more that is permitted",
            "every cell compared with its neighbours (table-not-monotone, signatory-lost, outcome-gained)",
        ),
        (
            "Every mitigation suggested is against a factor of its rule, and every one that lifts a floor exists",
            f"{suggestions} suggestions (suggestion-misses), {lifted} that lift floors (unknown-mitigation)",
        ),
    ):
        yield Proof(claim, counted, by="loading")
    if extends:
        yield Proof(
            "The pack gives nothing of core's ids another meaning",
            "every id compared (changes-core, weakens-core)",
            by="loading",
        )

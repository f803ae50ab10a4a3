"""The name of a pack -> its Ruleset: from the YAML, or from what was kept of it when it was read before."""

from pathlib import Path

from impact_check.loading.find import find_pack
from impact_check.rules import Ruleset


def load_ruleset(pack: str | Path, language: str = "en", *, cache: Path | None = None) -> Ruleset:
    """Load a bundled pack by name, or the pack in a folder, with its texts in a language.

    cache: a folder to keep it in, so that it is loaded sooner next time while nothing of it changes; without it,
    nothing is kept. A folder that can't be written, or that others can write into, is not used.
    Texts that the language lacks are English, and `untranslated` names them. Raises ContentError with every fault
    found, LanguageError if neither the pack nor the program has anything in the language.
    """
    folder = find_pack(pack)
    return _read(folder, language) if cache is None else _kept_or_read(folder, language, cache)


def _kept_or_read(folder: Path, language: str, cache: Path) -> Ruleset:
    from impact_check.loading.kept import keep, key_of, read_kept

    try:
        key = key_of(folder, language)
    except OSError:  # Reading it says what is wrong.
        return _read(folder, language)
    ruleset = read_kept(cache, folder, language, key)
    if ruleset is None:
        ruleset = _read(folder, language)
        if key == key_of(folder, language):  # Nobody changed it meanwhile.
            keep(cache, folder, language, key, ruleset)
    return ruleset


def _read(folder: Path, language: str) -> Ruleset:
    from impact_check.loading.pack import read_ruleset  # Reading YAML is not needed for what was kept.

    return read_ruleset(folder, language)

"""A language code (BCP 47) -> which way it is written, and the codes that may stand in for it."""

import re
from typing import Literal

Direction = Literal["ltr", "rtl"]

CODE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
"""A code begins with the language in small letters: `en`, `cy`, `ur`, `pa-Arab`, `en-GB`."""

_RTL_SCRIPTS = frozenset(
    ["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi"]
)
_RTL_LANGUAGES = frozenset(
    [
        "ar",
        "arc",
        "azb",
        "bal",
        "bgn",
        "bqi",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ji",
        "khw",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "rhg",
        "sd",
        "skr",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)
"""Languages that are usually written from right to left where the code names no script."""


def is_code(code: str) -> bool:
    """Tell whether a text has the form of a language code."""
    return re.match(CODE, code) is not None


def direction(code: str) -> Direction:
    """Tell which way a language is written; the script decides if the code names one: `pa-Arab`."""
    primary, *others = code.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    is_rtl = script in _RTL_SCRIPTS if script else primary in _RTL_LANGUAGES
    return "rtl" if is_rtl else "ltr"


def shortened(code: str) -> tuple[str, ...]:
    """Return a code and the wider ones that may stand in for it, narrowest first: `cy-GB`, `cy`."""
    parts = code.split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def is_english(code: str) -> bool:
    """Tell whether a code is English, of whatever country."""
    return shortened(code)[-1] == "en"

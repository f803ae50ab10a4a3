"""Texts in several languages that aren't written right."""

from loading.planted import Planted

BUS = "elmshire/sections/bus.yaml"
PACK = "elmshire/pack.yaml"
TEXT = "    text: Does the proposal cut a bus?\n"
HEAD = "title: Loneliness impact questionnaire for Elmshire\n"

FAULTS = (
    Planted(
        "language-misspelt",
        BUS,
        TEXT,
        "    text: {en: Does the proposal cut a bus?, »eng: Bws?}\n",
        "unknown-language",
        ("'eng' is none of the languages of this pack (en)", "did you mean 'en'?", "'languages' in pack.yaml"),
    ),
    Planted(
        "language-not-named-by-the-pack",
        BUS,
        TEXT,
        "    text:\n      en: Does the proposal cut a bus?\n      »cy: Bws?\n",
        "unknown-language",
        ("'cy'", "(en)"),
    ),
    Planted("no-english", BUS, TEXT, "    text: »{}\n", "missing-key", ("'text' has no text in English", "'en'")),
    Planted("empty-english", BUS, TEXT, '    text: {en: »""}\n', "empty-text", ("'text' is empty in 'en'",)),
    Planted(
        "a-list-for-a-language", BUS, TEXT, "    text: {en: »[Bus]}\n", "wrong-type", ("'text' must be text in 'en'",)
    ),
    Planted(
        "languages-without-english",
        PACK,
        HEAD,
        "languages: [cy]\n" + HEAD,
        "wrong-value",
        ("languages begin with en",),
        told=(PACK, "»id: elmshire"),
    ),
    Planted(
        "no-code-of-a-language",
        PACK,
        HEAD,
        "languages: [en, »Welsh]\n" + HEAD,
        "wrong-id",
        ("'Welsh'",),
    ),
    Planted(
        "not-translated",
        PACK,
        HEAD,
        "languages: [en, cy]\ntitle: »Loneliness impact questionnaire for Elmshire\n",
        "not-translated",
        ("there is no 'cy' of this text",),
        severity="warning",
        also=frozenset({"not-translated"}),
    ),
)

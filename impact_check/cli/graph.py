"""`impact-check graph`: what leads to what, as a drawing in Mermaid."""

from pathlib import Path

from impact_check.cli.output import say, say_wrapped
from impact_check.cli.written import write_file

_DEFAULT = "kirklees"


def graph(pack: str | None, about: str | None, output: str) -> None:
    """Print or write the drawing; say so if it is larger than Mermaid draws by itself."""
    from impact_check import api

    ruleset = api.load_questionnaire(pack or _DEFAULT)
    path = Path(output)
    if path.suffix.lower() in (".md", ".markdown"):
        write_file(path, api.graph_page(ruleset, about).encode())
    else:
        chart = api.graph(ruleset, about)
        if output == "-":
            say(chart.rstrip("\n"))
        else:
            write_file(path, chart.encode())
        if not api.graph_fits(chart):
            say_wrapped(
                "Note: this drawing is larger than Mermaid draws by itself. Draw a part with --about, for example one "
                "section; or write a page with one drawing for each section: -o graph.md",
                to_stderr=True,
            )
    if output != "-":
        say_wrapped(f"The drawing is in {path}")

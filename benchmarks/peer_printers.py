"""The same page of HTML -> a PDF: by us, by WeasyPrint alone, by headless Chromium, and the same words by typst."""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from eight_pages import eight_pages, typst_source
from ratios import Ratio, Show, at_most, beside, in_time, interleaved, not_measured, run_alone

from impact_check.report import render_pdf
from impact_check.report.coverage import FONTS
from impact_check.report.pdf import fonts_environment

OURS = "import sys; from pathlib import Path; from impact_check.report import render_pdf\n"
OURS += "Path(sys.argv[2]).write_bytes(render_pdf(Path(sys.argv[1]).read_text('utf-8')))"
BARE = (
    "import sys; from weasyprint import HTML\nHTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
)
TYPST = "import sys, typst\n"
TYPST += "typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True, "
TYPST += "pdf_standards='ua-1')"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
AHEAD = 1.0
CHROMIUM = "report: headless Chromium, new process: ours"


def measure(show: Show) -> list[Ratio]:
    page = eight_pages()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text(page, encoding="utf-8")
        (folder / "page.typ").write_text(typst_source(page), encoding="utf-8")
        cold = new_processes(folder)
        warm = once_loaded(page)
        seconds = {
            **interleaved(cold, rounds=5, lasting=0),
            **interleaved(warm, rounds=5, lasting=0),
        }
        for name, taken in seconds.items():
            made = folder / f"{name.partition(',')[0]}.pdf"
            show(name, f"{in_time(taken)}{described(made)}")
    return ratios(seconds)


def new_processes(folder: Path) -> dict[str, Callable[[], object]]:
    """Return what makes the PDF in a new process, for each program that is here."""
    page = str(folder / "page.html")
    python = {"ours": (OURS, page), "WeasyPrint": (BARE, page)}
    if is_here("typst"):
        python["typst"] = (TYPST, str(folder / "page.typ"))
    calls = {
        f"{name}, new process": process(
            [sys.executable, "-c", code, source, str(folder / f"{name}.pdf"), str(FONTS)],
        )
        for name, (code, source) in python.items()
    }
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser:
        calls["Chromium, new process"] = process(
            [
                browser,
                "--headless",
                "--disable-gpu",
                "--no-pdf-header-footer",
                *(["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []),
                f"--user-data-dir={folder / 'profile'}",
                f"--print-to-pdf={folder / 'Chromium.pdf'}",
                f"file://{page}",
            ]
        )
    return calls


def once_loaded(page: str) -> dict[str, Callable[[], object]]:
    """Return what makes the PDF in this process, for each program that can. Chromium can't."""
    os.environ.update(fonts_environment())
    import weasyprint

    calls: dict[str, Callable[[], object]] = {
        "ours, once loaded": lambda: render_pdf(page),
        "WeasyPrint, once loaded": lambda: weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"),
    }
    if is_here("typst"):
        import typst

        source, fonts, number = typst_source(page), typst.Fonts(False, True, [str(FONTS)]), itertools.count()

        def compiled() -> object:
            # typst remembers what it laid out before: no two documents may be the same.
            other = source.replace("council", f"council{next(number)}")
            return typst.compile(other.encode(), font_paths=fonts, pdf_standards="ua-1")

        calls["typst, once loaded"] = compiled
    return calls


def ratios(seconds: dict[str, float]) -> list[Ratio]:
    found = []
    for state in ("new process", "once loaded"):
        ours = seconds[f"ours, {state}"]
        for name, why in (
            ("WeasyPrint", "of the same HTML, without what we add to it"),
            ("Chromium", "of the same HTML, with a profile that it has used before"),
            ("typst", "the same words, lists and tables without drawings, in its own language; "),
        ):
            theirs = seconds.get(f"{name}, {state}")
            if theirs is None:
                continue
            note = f"{in_time(ours)} against {in_time(theirs)}; {why}"
            if name == "typst":
                note += f"typst is ahead: {ours / theirs:.1f} times as quick" if theirs < ours else "we are ahead"
            title = f"report: {name}, {state}: ours"
            value = ours / theirs
            found.append(at_most(title, value, AHEAD, note) if name == "Chromium" else beside(title, value, note))
    if "Chromium, new process" not in seconds:
        found.append(not_measured(CHROMIUM, "no Chromium on this computer", AHEAD))
    if "typst, new process" not in seconds:
        found.append(not_measured("report: typst: ours", "typst is not installed"))
    return found


def is_here(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def process(command: list[str]) -> Callable[[], object]:
    environment = {**os.environ, **fonts_environment()}

    def run() -> object:
        return subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)

    return run


def described(made: Path) -> str:
    """Say how many pages and bytes a file has, and whether it is tagged."""
    if not made.exists():
        return ""
    try:
        import pypdfium2
        import pypdfium2.raw
    except ImportError:
        return f", {made.stat().st_size:,} bytes"
    document = pypdfium2.PdfDocument(made)
    tagged = "tagged" if pypdfium2.raw.FPDFCatalog_IsTagged(document.raw) else "not tagged"
    said = f", {len(document)} pages, {made.stat().st_size:,} bytes, {tagged}"
    document.close()
    return said


if __name__ == "__main__":
    run_alone(measure)

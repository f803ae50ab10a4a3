"""The commands as scripts run them, in a process of their own."""

import json
import subprocess
import sys

import pytest

from .conftest import CLOSURE, PACK, PROGRAM, environment

resource = pytest.importorskip("resource", reason="needs Unix")

ASSESS = ("assess", "plan", "--pack", PACK, "--by", "Ann")
WITHOUT_PDF = "\n".join((*CLOSURE, "", ":done", "no")) + "\n"


@pytest.fixture
def plan(run, tmp_path):
    """Answer a closure; return its file."""
    assert run(*ASSESS, typed=WITHOUT_PDF).returncode == 0
    return tmp_path / "plan.lia.json"


@pytest.fixture
def without_pango(tmp_path):
    """Return an environment in which no system library of the PDF can be loaded."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import cffi\n\ndef dlopen(*_, **__):\n    raise OSError('cannot load library')\n\ncffi.FFI.dlopen = dlopen\n"
    )
    return {"PYTHONPATH": str(hidden)}


def test_help_loads_nothing_but_click_and_the_errors():
    code = (
        "import sys; from impact_check.cli.main import run; run(['--help']);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & set(sys.argv[1:])), file=sys.stderr)"
    )
    heavy = ("pydantic", "yaml", "jinja2", "weasyprint", "json", "asyncio", "prompt_toolkit")
    done = subprocess.run((sys.executable, "-c", code, *heavy), capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"
    assert "stopped by Ctrl-C" in done.stdout


def test_the_version_names_the_questionnaires(run):
    done = run("--version")

    assert done.returncode == 0
    assert b"questionnaire core:" in done.stdout


def test_piped_answers_make_a_report_in_plain_text(run, tmp_path):
    done = run(*ASSESS, typed="\n".join(CLOSURE) + "\n")

    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")
    assert b"\x1b" not in done.stdout + done.stderr


def test_text_outside_the_locale_survives_and_a_short_pipe_ends_with_3(run, tmp_path):
    done = run(*ASSESS, typed="Cau’r neuadd yn Nhŷ’r Ŵyl\n", PYTHONIOENCODING="cp1252", LC_ALL="C")

    assert done.returncode == 3
    assert b"Input ended before every question was answered; saved." in done.stderr
    assert "Ŵyl" in (tmp_path / "plan.lia.json").read_text(encoding="utf-8")
    assert "Ŵyl" in done.stdout.decode()


def test_output_that_nobody_reads_is_no_error(plan):
    command = " ".join((*PROGRAM, "rate", plan.name, "--pack", PACK, "--json", "| head -c 10"))
    done = subprocess.run(
        ("bash", "-o", "pipefail", "-c", command),
        capture_output=True,
        cwd=plan.parent,
        env=environment(),
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_demo_writes_its_files_and_says_what_to_type(run, tmp_path):
    done = run("demo", "-o", "out")

    assert done.returncode == 0, done.stderr.decode()
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {
        "lunch-club.lia.json",
        "lunch-club.pdf",
        "lunch-club.html",
    }
    assert b"impact-check assess my-plan" in done.stdout


def test_doctor_finds_this_computer_well(run):
    done = run("doctor", "--json")
    document = json.loads(done.stdout)

    assert done.returncode == 0, done.stdout.decode()
    assert {finding["status"] for finding in document["findings"]} <= {"ok", "note"}


def test_without_pango_all_but_the_pdf_works(run, plan, without_pango):
    rated = run("rate", plan.name, "--pack", PACK, "--json", **without_pango)
    page = run("report", plan.name, "--pack", PACK, "--format", "html", **without_pango)
    pdf = run("report", plan.name, "--pack", PACK, **without_pango)
    checked = run("doctor", "--json", **without_pango)

    assert json.loads(rated.stdout)
    assert page.returncode == 0
    assert (pdf.returncode, pdf.stdout) == (4, b"")
    assert b"--format html" in pdf.stderr
    assert b"Traceback" not in pdf.stderr
    assert checked.returncode == 4
    assert "missing" in {finding["status"] for finding in json.loads(checked.stdout)["findings"]}


def test_without_pango_the_wizard_makes_a_web_page(run, tmp_path, without_pango):
    done = run(*ASSESS, typed="\n".join(CLOSURE) + "\n", **without_pango)

    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "plan.html").exists()
    assert b"plan.html" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that even root can't write")
def test_a_folder_that_cannot_be_written_is_said_before_any_work(run):
    done = run("assess", "/proc/plan", "--pack", PACK, "--by", "Ann", typed="Close Elm Hall\n")

    assert done.returncode == 5
    assert b"/proc/plan.lia.json" in done.stderr
    assert b"What is the proposal called?" not in done.stdout


def test_a_full_disk_keeps_the_file_as_it_was(run, tmp_path):
    run(*ASSESS, typed="Close Elm Hall\n")
    file = tmp_path / "plan.lia.json"
    before = file.read_bytes()

    done = subprocess.run(
        (*PROGRAM, *ASSESS),
        input=b"word " * 1000 + b"\n",
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)),
        timeout=60,
        check=False,
    )

    assert done.returncode == 5
    assert b"NOT saved" in done.stderr
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"plan.lia.json", "plan.lia.json.bak"}


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_output_to_a_full_disk_is_one_clear_message():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            (*PROGRAM, "schema", "result"), stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )

    assert (done.returncode, done.stderr) == (
        5,
        b"No space left on device. Make room on the disk, then try again.\n",
    )


@pytest.mark.parametrize("stdin", ["</dev/null", "<&-"])
def test_where_nobody_can_answer_nothing_is_begun(stdin, tmp_path):
    command = " ".join((*PROGRAM, *ASSESS, stdin))
    done = subprocess.run(("bash", "-c", command), capture_output=True, cwd=tmp_path, env=environment(), check=False)

    assert done.returncode == 2
    assert b"answers-template" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_template_goes_straight_back_in(run):
    blank = run("answers-template", PACK)
    done = run(*ASSESS, "--answers", "-", typed=blank.stdout.decode())

    assert done.returncode == 3
    assert b"0 answers were read" in done.stdout
    assert b"Saved, but 7 questions are not answered yet" in done.stderr


def test_closed_streams_are_no_crash(tmp_path):
    command = " ".join((*PROGRAM, *ASSESS, "<&-", ">&-"))
    done = subprocess.run(("bash", "-c", command), stderr=subprocess.PIPE, cwd=tmp_path, check=False)

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr

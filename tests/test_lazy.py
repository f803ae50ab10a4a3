"""Doors that import what is asked for only then: the table, what type checkers see and `__all__` say the same."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

DOORS = (
    "impact_check.api",
    "impact_check.engine",
    "impact_check.interview",
    "impact_check.loading",
    "impact_check.measures",
    "impact_check.privacy",
    "impact_check.report",
    "impact_check.storage",
)
HEAVY = {"weasyprint", "click", "numpy", "jinja2", "yaml", "pydantic", "pyhanko", "prompt_toolkit"}


@pytest.mark.parametrize("door", DOORS)
def test_type_checkers_see_what_is_imported_when_asked_for(door: str) -> None:
    module = importlib.import_module(door)
    tree = ast.parse(inspect.getsource(module))
    block = next(node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    seen = {alias.asname or alias.name: (node.module, alias.name) for node in imports for alias in node.names}
    assert seen == module._PLACES
    assert set(seen) <= set(module.__all__)
    assert set(module.__all__) - set(seen) <= set(vars(module)), "what isn't in the table is imported at once"


@pytest.mark.parametrize("door", DOORS)
def test_no_name_is_hidden_by_a_file_beside_the_door(door: str) -> None:
    module = importlib.import_module(door)
    files = {path.stem for path in Path(str(module.__file__)).parent.iterdir()}
    assert files.isdisjoint(module._PLACES)


@pytest.mark.parametrize("door", DOORS)
def test_all_that_is_promised_can_be_had(door: str) -> None:
    module = importlib.import_module(door)
    assert all(getattr(module, name) is not None for name in module.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name


def test_importing_the_api_imports_nothing_heavy() -> None:
    program = "import impact_check.api, sys; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )
    assert loaded.isdisjoint(HEAVY)
    assert {name for name in loaded if name.startswith("impact_check.")} == {"impact_check.api"}


FIRST_USE_IN_THREADS = """\
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from impact_check.model.questionnaire import RiskFactor

sys.setswitchinterval(1e-6)
ready = Barrier(16)
content = {"id": "a", "title": "A", "plain": "P.", "area": "Place", "sources": ["s"]}


def first_use(_):
    ready.wait()
    return RiskFactor.model_validate(content).model_dump_json()


with ThreadPoolExecutor(16) as threads:
    print(len(set(threads.map(first_use, range(16)))))
"""


def test_models_that_are_built_when_first_used_can_be_used_first_by_many_threads() -> None:
    ended = subprocess.run([sys.executable, "-c", FIRST_USE_IN_THREADS], capture_output=True, text=True, check=True)
    assert ended.stdout == "1\n"

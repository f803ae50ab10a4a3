"""Print a view as one self-contained HTML page: styles inside, no script, nothing loaded from elsewhere."""

from functools import cache
from typing import TYPE_CHECKING

from impact_check.loading.bundled import locate
from impact_check.report.blank_parts import BlankView
from impact_check.report.parts import ReportView

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(view: ReportView) -> str:
    """Return the report as HTML. What people wrote is escaped, and never read as markup or as a template."""
    return render("report/report.html.j2", view=view)


def render_blank(view: BlankView) -> str:
    """Return a blank form as HTML. What a questionnaire says is escaped, and never read as markup or as a template."""
    return render("blank/blank.html.j2", view=view)


def render(template: str, **values: object) -> str:
    """Return a template filled in, in the language spoken; what isn't translated says that it is English."""
    from impact_check.report.passages import with_elements

    return with_elements(_environment().get_template(template).render(**values))


@cache
def _environment() -> "Environment":
    """Return how templates are read: everything escaped, and a missing value is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # Not needed for what is said as plain text.

    from impact_check.report.passages import FUNCTIONS

    environment = Environment(
        loader=FileSystemLoader(locate("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(FUNCTIONS)
    return environment

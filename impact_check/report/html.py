"""Print a view as one self-contained HTML page: styles inside, no script, nothing loaded from elsewhere."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from impact_check.loading.locate import locate
from impact_check.report.blank_parts import BlankView
from impact_check.report.parts import ReportView


def render_html(view: ReportView) -> str:
    """Return the report as HTML. What people wrote is escaped, and never read as markup or as a template."""
    return environment().get_template("report/report.html.j2").render(view=view)


def render_blank(view: BlankView) -> str:
    """Return a blank form as HTML. What a questionnaire says is escaped, and never read as markup or as a template."""
    return environment().get_template("blank/blank.html.j2").render(view=view)


@cache
def environment() -> Environment:
    """Return how templates are read: everything escaped, and a missing value is an error."""
    return Environment(
        loader=FileSystemLoader(locate("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

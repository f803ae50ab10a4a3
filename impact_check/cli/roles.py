"""A role as typed, with hyphens, underscores or spaces -> the role."""

from typing import Any

import click

ROLES = ("author", "challenger", "head-of-service", "legal", "director", "portfolio-holder")
"""As they are typed. Written out, since the model is not loaded to show help."""


class _RoleChoice(click.Choice[str]):
    """One of the roles."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """Take hyphens, underscores and spaces for the same."""
        return super().normalize_choice("-".join(str(choice).replace("_", " ").split()), ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the role as the model writes it, with underscores."""
        return super().convert(value, param, ctx).replace("-", "_")


ROLE = _RoleChoice(ROLES, case_sensitive=False)

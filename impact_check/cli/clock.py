"""The clock, and who sits at it: the only place where they are read."""

import os
from datetime import date, datetime


def now() -> datetime:
    """Return this moment with its time zone, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def today() -> date:
    """Return the day it is here."""
    return now().date()


def fresh_id() -> str:
    """Return a new id for an assessment: the day and eight random hexadecimal digits."""
    import secrets

    return f"lia-{today():%Y%m%d}-{secrets.token_hex(4)}"


def named_user() -> str:
    """Return who the environment says is answering, or nothing."""
    return os.environ.get("IMPACT_CHECK_BY", "").strip()


def login_name() -> str:
    """Return the name that the person here logged in with; empty if the system doesn't say."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # Without an entry for this user, each system fails in its own way.
        return ""


def fresh_token() -> str:
    """Return 32 random hexadecimal digits."""
    import secrets

    return secrets.token_hex(16)


def process() -> int:
    """Return the number of this process."""
    return os.getpid()

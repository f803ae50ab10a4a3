"""`impact-check api`: the HTTP service, until it is told to stop."""

import ipaddress
from pathlib import Path

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import say, say_wrapped
from impact_check.service import service_library


def api(host: str, port: int, folders: tuple[str, ...], *, quiet: bool) -> None:
    """Serve until SIGTERM or Ctrl-C. Raise Stop if the address can't be used."""
    with service_library():
        from impact_check.service.app import make_app
        from impact_check.service.packs import packs_from
        from impact_check.service.server import Server, quiet_waitress, stopped_by_signals
        from impact_check.service.service import Service

    places = tuple(map(Path, folders))
    service = Service(now=clock.now, packs=packs_from(places), folders=places)
    log = None if quiet else _log
    try:
        server = Server(make_app(service, log), host, port, service.limits, clock.now, log)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "it is no address of this computer"
        raise Stop(Exit.CONFLICT, f"{host}, port {port}: {reason}. Choose another with --host or --port.") from error
    quiet_waitress()
    if not _is_loopback(server.effective_host):
        say_wrapped(
            "Warning: other computers can reach this address. There is no log-in and no encryption. Put it behind a "
            "proxy that has both, or leave out --host.",
            to_stderr=True,
        )
    say(f"Listening on {server.address}, described at {server.address}/v1/openapi.json", to_stderr=True)
    with stopped_by_signals(server) as stopping:
        say("To stop: Ctrl-C. What was accepted is answered first.", to_stderr=True)
        server.serve(stopping)
    say("Stopped.", to_stderr=True)


def _log(line: str) -> None:
    say(line, to_stderr=True)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

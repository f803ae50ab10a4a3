"""What is typed after `impact-check keys` and `impact-check ledger`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import click

from impact_check.cli.groups import Group
from impact_check.cli.language import LANGUAGE
from impact_check.cli.ledger_option import LEDGER
from impact_check.cli.roles import ROLE

if TYPE_CHECKING:
    from impact_check.model.questionnaire import Role

_NAME = click.option("--name", metavar="NAME", required=True, help="Whose it is, as signatures should show it.")
_ROLES = click.option(
    "--role", "roles", metavar="ROLE", type=ROLE, multiple=True, required=True, help="In which role; may be repeated."
)
_SEAL = click.option("--seal", is_flag=True, help="A seal: it records that somebody in this role approved.")
_OUTPUT = click.option("-o", "--output", metavar="OUT", required=True, help="The new file to write.")
_PASSPHRASE = click.option(
    "--passphrase-file", metavar="FILE", help="A file whose first line is the passphrase. Default: you are asked."
)


def _as_root(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say where the ledger and its root key are."""
    for option in (
        LANGUAGE,
        click.option("--root-passphrase-file", metavar="FILE", help="The same for the root key."),
        click.option("--root-key", metavar="FILE", help="The council's root key, if it is kept elsewhere."),
        LEDGER,
    ):
        command = option(command)
    return command


@click.group(cls=Group, short_help="Say who may sign, and make their keys.")
def keys() -> None:
    """Say who may sign, and make their keys.

    The council's root key says who may sign, and in which role. Each person signs with a key of their own; it can be
    a file with a passphrase, or be on a smart card.

    ROLE is one of author, challenger, head-of-service, legal, director, portfolio-holder.
    """


@keys.command("init", short_help="Make the folder of a new sign-off ledger.")
@click.argument("folder", metavar="FOLDER")
@click.option("--council", metavar="NAME", required=True, help="The name of the council.")
@click.option(
    "--root-passphrase-file", metavar="FILE", help="A file whose first line is the passphrase. Default: you are asked."
)
@LANGUAGE
def keys_init(folder: str, council: str, root_passphrase_file: str | None) -> None:
    """Make the folder of a new sign-off ledger, with the council's root key."""
    from impact_check.cli import keys as command

    command.init(folder, council, root_passphrase_file)


@keys.command("new", short_help="Make somebody's key as a file, and let it sign.")
@_NAME
@_ROLES
@_SEAL
@_OUTPUT
@_PASSPHRASE
@_as_root
def keys_new(
    name: str, roles: "tuple[Role, ...]", seal: bool, output: str, passphrase_file: str | None, **root: Any
) -> None:
    """Make somebody's key, or the council's seal, as a file (.p12), and let it sign."""
    from impact_check.cli import keys as command

    command.new(command.Access(**root), name, roles, output, passphrase_file, seal=seal)


@keys.command("csr", short_help="Make a key, and a request for its certificate.")
@_NAME
@click.option("--council", metavar="NAME", required=True, help="The name of the council.")
@click.option("-o", "--output", metavar="OUT", required=True, help="What the new files are called: OUT.key, OUT.csr.")
@_PASSPHRASE
@LANGUAGE
def keys_csr(name: str, council: str, output: str, passphrase_file: str | None) -> None:
    """Make a key on your own computer, and a request for its certificate. The key never leaves you.

    Send OUT.csr to whoever holds the council's root key (impact-check keys certify), or to the council's own
    certificate authority (impact-check keys add).
    """
    from impact_check.cli import keys as command

    command.request(name, council, output, passphrase_file)


@keys.command("certify", short_help="Certify a key that was made elsewhere.")
@click.argument("request", metavar="[REQUEST]", required=False)
@click.option("--name", metavar="NAME", help="Whose it is. The default is what REQUEST says.")
@_ROLES
@_SEAL
@_OUTPUT
@click.option("--pkcs11", "library", metavar="LIBRARY", help="Instead of REQUEST: the library of a smart card.")
@click.option("--token", metavar="LABEL", help="What the card is called.")
@click.option("--key-label", metavar="LABEL", help="What the key on the card is called.")
@click.option("--pin-file", metavar="FILE", help="A file whose first line is the card's PIN. Default: you are asked.")
@_as_root
def keys_certify(
    request: str | None,
    name: str | None,
    roles: "tuple[Role, ...]",
    seal: bool,
    output: str,
    library: str | None,
    token: str | None,
    key_label: str | None,
    pin_file: str | None,
    **root: Any,
) -> None:
    """Certify a key that was made elsewhere: by keys csr, or on a smart card. Then it may sign."""
    from impact_check.cli import keys as command

    card = command.Card(library or "", token or "", key_label or "", pin_file)
    command.certify(command.Access(**root), request, card, name, roles, output, seal=seal)


@keys.command("add", short_help="Let a certificate sign that somebody has.")
@click.argument("certificate", metavar="CERTIFICATE")
@_ROLES
@_SEAL
@_as_root
def keys_add(certificate: str, roles: "tuple[Role, ...]", seal: bool, **root: Any) -> None:
    """Let a certificate sign that somebody has already. Also to change in which roles.

    It must be from the council's root key, or from an authority that was added with keys trust.
    """
    from impact_check.cli import keys as command

    command.add(command.Access(**root), certificate, roles, seal=seal)


@keys.command("trust", short_help="Trust another certificate authority.")
@click.argument("certificate", metavar="CERTIFICATE")
@click.option(
    "--use", type=click.Choice(["signing", "timestamps"]), required=True, help="What its certificates are good for."
)
@_as_root
def keys_trust(certificate: str, use: Literal["signing", "timestamps"], **root: Any) -> None:
    """Trust another certificate authority: the council's own, or one for timestamps."""
    from impact_check.cli import keys as command

    command.trust(command.Access(**root), certificate, use)


@keys.command("dismiss", short_help="Let a key sign no more.")
@click.argument("who", metavar="WHO")
@click.option("--reason", metavar="TEXT", required=True, help="Why. The ledger keeps it.")
@_as_root
def keys_dismiss(who: str, reason: str, **root: Any) -> None:
    """Let a key sign no more: somebody left, or the key was lost. What was signed before stands.

    WHO is a name, or the beginning of a fingerprint, as keys list shows them.
    """
    from impact_check.cli import keys as command

    command.dismiss(command.Access(**root), who, reason)


@keys.command("list", short_help="Show who may sign.")
@LEDGER
@LANGUAGE
def keys_list(ledger: str | None) -> None:
    """Show who may sign, in which role, and which authorities are trusted."""
    from impact_check.cli import keys as command

    command.list_keys(ledger)


@click.group(cls=Group, short_help="Check the sign-off ledger, show it, or get the hash to publish.")
def ledger() -> None:
    """Check the sign-off ledger, show it, or get the hash to publish.

    The ledger says who may sign, and what was submitted, signed, withdrawn and published. No line can be changed
    without being noticed.
    """


_ROOTS = click.option("--roots", metavar="FILE", help="The council's root certificate, if it isn't beside the ledger.")


@ledger.command("check")
@click.option("--head", metavar="HASH", default="", help="A hash that was published, as ledger head prints it.")
@_ROOTS
@LEDGER
@LANGUAGE
def ledger_check(head: str, roots: str | None, ledger: str | None) -> None:
    """Check every line of the ledger, and whether they fit together.

    That no line was taken off its end can only be seen against a hash that was published.
    """
    from impact_check.cli import ledger as command

    command.check(ledger, roots, head)


@ledger.command("show")
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSON.")
@_ROOTS
@LEDGER
@LANGUAGE
def ledger_show(as_json: bool, roots: str | None, ledger: str | None) -> None:
    """Show every entry of the ledger."""
    from impact_check.cli import ledger as command

    command.show_entries(ledger, roots, as_json=as_json)


@ledger.command("head")
@_ROOTS
@LEDGER
@LANGUAGE
def ledger_head(roots: str | None, ledger: str | None) -> None:
    """Print the hash of the last entry, to be published in the minutes."""
    from impact_check.cli import ledger as command

    command.head(ledger, roots)

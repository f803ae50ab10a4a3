"""Keys on a smart card. SoftHSM2 stands in for one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from impact_check.signoff.certificates import fingerprint, read_certificate
from impact_check.signoff.standing import authority
from tests.signoff.people import PASSPHRASE, council

LIBRARY = next(
    (
        path
        for path in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
        if Path(path).is_file()
    ),
    "",
)
PIN = "5678"

pytestmark = pytest.mark.skipif(
    not LIBRARY or shutil.which("softhsm2-util") is None, reason="SoftHSM2 is not installed (Debian: softhsm2)"
)

KEYS = {"head": ec.generate_private_key(ec.SECP256R1()), "legal": rsa.generate_private_key(65537, 2048)}

READ = """
import json, sys
from cryptography.hazmat.primitives import serialization as s
from impact_check import api
from impact_check.errors import ImpactCheckError
for given in json.load(sys.stdin):
    try:
        told = api.read_token(*given).public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo).decode()
    except ImpactCheckError as error:
        told = str(error)
    print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Make a card with two keys; return the environment in which it is found."""
    folder = tmp_path_factory.mktemp("card")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n", "utf-8")
    environment = {**os.environ, "SOFTHSM2_CONF": str(settings)}

    def tool(*arguments: str) -> None:
        subprocess.run(["softhsm2-util", *arguments], env=environment, check=True, capture_output=True)

    tool("--init-token", "--free", "--label", "council", "--so-pin", "12345678", "--pin", PIN)
    for number, (label, key) in enumerate(KEYS.items(), start=1):
        path = folder / f"{label}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        tool(
            *("--import", str(path), "--token", "council", "--label", label, "--id", f"A{number}", "--pin", PIN),
        )

    return environment


def read(card: dict[str, str], *asked: tuple[str, str, str, str]) -> list[str]:
    """Read from the card in a process of its own: the library lives as long as the process."""
    done = subprocess.run(
        [sys.executable, "-c", READ], env=card, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_public_keys_are_read_and_what_is_wrong_is_told(card: dict[str, str]) -> None:
    curve, rsa_key, *told = read(
        card,
        (LIBRARY, "council", "head", PIN),
        (LIBRARY, "council", "legal", PIN),
        (LIBRARY, "council", "nobody", PIN),
        (LIBRARY, "elsewhere", "head", PIN),
        (LIBRARY, "council", "head", "9999"),
        ("/nowhere/card.so", "council", "head", PIN),
    )

    assert [curve, rsa_key] == [
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
        for key in KEYS.values()
    ]
    expected = ("with the label “nobody”", "one token called “elsewhere”", "PIN is wrong", "isn’t a PKCS#11 library")
    assert [words in line for words, line in zip(expected, told, strict=True)] == [True] * 4, told


def test_a_key_on_a_card_is_certified(card: dict[str, str], tmp_path: Path) -> None:
    folder, _ = council(tmp_path / "sign-off")
    (tmp_path / "root.txt").write_text(PASSPHRASE, "utf-8")
    (tmp_path / "pin.txt").write_text(PIN, "utf-8")
    named = ("--name", "Bo Ray", "--role", "head-of-service", "--pkcs11", LIBRARY, "--token", "council")
    given = ("--key-label", "head", "--pin-file", "pin.txt", "--root-passphrase-file", "root.txt", "-o", "bo.pem")

    done = subprocess.run(
        [sys.executable, "-m", "impact_check", "keys", "certify", *named, *given],
        cwd=tmp_path, env=card, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    certificate = read_certificate((tmp_path / "bo.pem").read_bytes())
    assert certificate.public_key() == KEYS["head"].public_key()
    (person,) = authority(folder.read()).for_role("head_of_service")
    assert person.fingerprint == fingerprint(certificate)

"""The key that a farm's machines know one another by: a private key and its certificate in one file, the same on each. Who has the
file belongs to the farm, so it is the person's alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ground import paths
from ground.errors import SettingsError

VALID_DAYS = 825


def make_key(file: Path | None = None) -> Path:
    """Write a new key; returns where. Raises SettingsError where there is one already."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    target = file or paths.farm_key_file()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "thumbwright farm")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks of machines differ
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SettingsError(
            f"There is a key in {target} already, which the farm's machines know one another by. To begin anew, move it away first."
        ) from None
    except OSError as error:
        raise SettingsError(
            f"{target} can't be written: {error.strerror or error}. Another place: --key FILE"
        ) from None
    with os.fdopen(handle, "wb") as out:
        out.write(private + certificate.public_bytes(serialization.Encoding.PEM))
    return target


def checked_key(file: Path) -> Path:
    """Raises SettingsError where the file is no key, has gone out of date, or can be read by others."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    try:
        data = file.read_bytes()
        serialization.load_pem_private_key(data, None)
        until = x509.load_pem_x509_certificate(data).not_valid_after_utc
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(f"{file} is no key of a farm: {error}. Make one: thumbwright farm key") from None
    if until < datetime.now(UTC):
        raise SettingsError(
            f"The farm's key {file} was valid until {until:%Y-%m-%d}. Make a new one: thumbwright farm key"
        )
    if os.name != "nt" and file.stat().st_mode & 0o077:
        raise SettingsError(f"Others can read the farm's key {file}. It has to be yours alone: chmod 600 {file}")
    return file

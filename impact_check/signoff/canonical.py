"""A value -> the one JSON text that RFC 8785 allows for it, and its hash."""

import hashlib

import rfc8785
from pydantic import BaseModel


def canonical(value: BaseModel) -> bytes:
    """Return a model as canonical JSON (RFC 8785): the same value gives the same bytes everywhere."""
    return rfc8785.dumps(value.model_dump(mode="json"))


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()

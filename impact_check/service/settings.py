"""How much one request may ask for, and how long it may take."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of the service. A long assessment has some 300 kB, 3,000 values and 60 pages."""

    body: int = 4 * MEGABYTE
    """Bytes of a JSON body."""
    upload: int = 32 * MEGABYTE
    """Bytes of a body with files."""
    headers: int = 16 * 1024
    """Bytes of the request line and all headers."""
    values: int = 100_000
    """Values in a body: texts, numbers, lists, objects."""
    depth: int = 32
    """Lists and objects within each other."""
    questions: int = 1_000
    """Answers in one set."""
    decisions: int = 200
    """Sets of answers in one request."""
    alternatives: int = 12
    mitigations: int = 200
    """Also the limit of pieces of evidence, of reviews and of suggestions, each."""
    history: int = 20_000
    """Entries."""
    receive_seconds: float = 30
    """From the first byte of a request to its last. A connection without a request is closed after as long."""
    send_seconds: float = 120
    """Without a byte taken by the client."""
    stop_seconds: float = 150
    """To answer what was accepted before the program was asked to end."""
    jobs: int = 2
    """PDFs made or checked at once; each has a process of its own."""
    threads: int = 6
    """Requests worked on at once; more than `jobs`, so that quick ones are answered while PDFs are made."""
    connections: int = 1_000
    """Open at once. Others wait."""
    waiting: int = 200
    """Requests that wait for a thread. Further ones are told to come again."""
    listed: int = 50
    """Faults named in one answer."""

"""What an action answers when it cannot do as asked. Faces turn these into 4xx; the words are for people."""


class DomainError(Exception):
    """Something a person can understand and act on. ``message`` is Indonesian and shown as it is."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """No such thing among what the asker owns: the same answer whether it exists elsewhere or not."""

    status = 404

    def __init__(self, message: str = "Halaman atau data ini tidak ditemukan.") -> None:
        super().__init__(message)


class NotAllowed(DomainError):
    """The asker's role may not do this here."""

    status = 403


class Conflict(DomainError):
    """The thing has moved on since the asker saw it (another officer, another tab)."""

    status = 409


class TooMany(DomainError):
    """A rate limit; ``retry_after`` seconds until the next try may succeed."""

    status = 429

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InvalidInput(DomainError):
    """Input that names the fields at fault: ``errors`` maps a field id to what to do about it."""

    status = 422

    def __init__(self, errors: dict[str, str], message: str = "Ada isian yang perlu diperbaiki.") -> None:
        super().__init__(message)
        self.errors = errors

"""What can be wrong with a request, in the words a person is shown.

Doors turn these into pages or problem documents; nothing below a door knows of HTTP.
"""


class RelayError(Exception):
    """Something a person can be told and can do something about."""


class NotFoundError(RelayError):
    """No such record in this agency. Another agency's record is answered in exactly the same way."""

    def __init__(self, what: str = "That page") -> None:
        super().__init__(f"{what} was not found.")


class InvalidError(RelayError):
    """A value that cannot be taken. `field` names the input it belongs to; the message stands beside it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class MoveError(RelayError):
    """A step that the record's present state does not allow."""


class StaleError(RelayError):
    """Somebody else changed the record after this person last saw it."""

    def __init__(self, message: str = "Somebody changed this while you had it open.") -> None:
        super().__init__(message)


class ForbiddenError(RelayError):
    """The person is known, but this is not theirs to do."""

    def __init__(self, message: str = "Your role does not allow this.") -> None:
        super().__init__(message)


class BusyError(RelayError):
    """The store cannot take the change at this moment; the same request may be sent again."""

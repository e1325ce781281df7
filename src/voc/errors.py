"""The error tree. A message names what failed, which one, and what to do."""


class VocError(Exception):
    """Base of every error voc raises on purpose; its text is written for the person at the CLI."""


class SettingsError(VocError):
    """A setting, environment variable or option has a value voc cannot use."""


class InputError(VocError):
    """A whole input (file, request, period) cannot be read; nothing of it was stored.

    Except a file that breaks off in the middle: the rows before it are, and the message says so.
    """


class QueryError(VocError):
    """A watch query cannot be read; the message says why and points at the column."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column  # in the query as written, from 1


class StoreError(VocError):
    """The database is unreachable, at another schema version, or refuses a write."""


class CollectError(VocError):
    """The collector as a whole cannot go on; a source that fails is a state, not an error."""


class NotifyError(VocError):
    """A receiver did not take a message; the message holds no part of its address but the host."""

    def __init__(self, message: str, again_after_s: float | None = None) -> None:
        super().__init__(message)
        self.again_after_s = again_after_s  # the receiver asked for this pause


class ModelError(VocError):
    """A trained model is missing, damaged or of another format."""


class RunnerError(VocError):
    """A process that reads texts died; what it had not finished was not stored."""


class NotFoundError(VocError):
    """An issue, report or scan with this id does not exist."""


class EvidenceError(VocError):
    """A quote or number does not match the stored feedback; the report is not written."""


class PluginError(VocError):
    """No plugin of that name is installed; the message lists those that are."""

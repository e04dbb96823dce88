"""Every exception that crosses the contract between nodes and whoever runs them.

BaseException
├── CallEnded            the caller has gone; caught in one place, the runner
└── GlobalKey            the caller pressed a key that the flow handles for all its nodes
Exception
└── NodesError
    ├── DeclarationError     a node type is written wrongly (for its programmer)
    ├── ExpressionError      an expression or a template is wrong, or failed on these values
    │   └── BudgetExceeded   it asked for more than an expression may use
    ├── ValueMismatch        a value does not fit the type that was declared for it
    ├── NodeFailure          a node cannot go on; the runner takes its exit `error`
    ├── CallLimit            a limit of the call was reached (engine/limits.py)
    └── ServiceError         something outside the call did not do what it was asked
        ├── ServiceTimeout       it did not answer within its time
        ├── ServiceRefused       it answered, and said no
        └── ServiceUnavailable   it could not be reached
"""

from __future__ import annotations


class CallEnded(BaseException):
    """The call is over. Not an `Exception`, so that a node's own `except Exception` cannot swallow it."""

    def __init__(self, cause: str = "NORMAL_CLEARING") -> None:
        super().__init__(cause)
        self.cause = cause


class GlobalKey(BaseException):
    """The caller pressed `key` where the node does not take it and a flow on the stack does."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class NodesError(Exception):
    """The root of what can go wrong in a node."""


class DeclarationError(NodesError):
    """A node type is declared wrongly: raised while its module is imported."""


class ExpressionError(NodesError):
    """An expression or template is wrong or failed; `source` is its text.

    `what` says what is wrong and where, `cure` what to do about it; `zh` and `cure_zh` the same in Chinese,
    or in English where nobody translated it.
    """

    def __init__(
        self, what: str, source: str = "", *, cure: str = "", zh: str = "", cure_zh: str = ""
    ) -> None:
        super().__init__(f"{what}; {cure}" if cure else what)
        self.what = what
        self.source = source
        self.cure = cure
        self.zh = zh or what
        self.cure_zh = cure_zh or cure


class BudgetExceeded(ExpressionError):
    """An expression asked for more time or memory than one expression may use."""


class ValueMismatch(NodesError):
    """A value does not fit the declared type of its variable."""


class NodeFailure(NodesError):
    """A node cannot go on. The message says what happened, for the trace and the journal."""


class CallLimit(NodesError):
    """A limit of the call was reached; `limit` is its name in engine/limits.py."""

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class ServiceError(NodesError):
    """A service outside the call did not do what it was asked."""


class ServiceTimeout(ServiceError):
    """A service did not answer within the time it was given."""


class ServiceRefused(ServiceError):
    """A service answered and refused; `status` is its own code, 0 where it has none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class ServiceUnavailable(ServiceError):
    """A service could not be reached, or is not configured."""

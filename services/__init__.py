"""THE ACTS (办事): one act = one function = one transaction; and the read models that screens draw."""

from storage.database import Database
from storage.transaction import Transaction

__all__ = ["Database", "Transaction"]

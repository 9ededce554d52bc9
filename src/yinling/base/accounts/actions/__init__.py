"""Changes of accounts: made, closed and opened, signed in to, recovered."""

from yinling.base.accounts.actions.accounts import (
    AlreadyEnrolled,
    NameTaken,
    NameUnfit,
    change_password,
    create_account,
    enrol_totp,
    lock,
    unlock,
)
from yinling.base.accounts.actions.filters import MOST_FILTERS, FilterUnfit, drop_filter, save_filter
from yinling.base.accounts.actions.keyholders import (
    PinTooSimple,
    close_keyholder,
    create_keyholder,
    rename_keyholder,
    set_pin,
)
from yinling.base.accounts.actions.passwords import one_time_password
from yinling.base.accounts.actions.recovering import (
    ReasonMissing,
    RecoveryMoved,
    RecoveryOpen,
    approve_recovery,
    ask_recovery,
    refuse_recovery,
    withdraw_recovery,
)
from yinling.base.accounts.actions.signing_in import (
    Answer,
    check_code,
    check_password,
    forget_ended,
    sign_out,
)

__all__ = [
    "MOST_FILTERS",
    "AlreadyEnrolled",
    "Answer",
    "FilterUnfit",
    "NameTaken",
    "NameUnfit",
    "PinTooSimple",
    "ReasonMissing",
    "RecoveryMoved",
    "RecoveryOpen",
    "approve_recovery",
    "ask_recovery",
    "change_password",
    "check_code",
    "check_password",
    "close_keyholder",
    "create_account",
    "create_keyholder",
    "drop_filter",
    "enrol_totp",
    "forget_ended",
    "lock",
    "one_time_password",
    "refuse_recovery",
    "rename_keyholder",
    "save_filter",
    "set_pin",
    "sign_out",
    "unlock",
    "withdraw_recovery",
]  # fmt: skip

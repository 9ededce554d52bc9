"""Columns that the wall and the cipher need: codes in C collation, encrypted text and bytes, blind indexes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Lookup

from yinling.kernel.ciphers import KeyRing, blind_index, open_sealed, seal


class CodeField(models.TextField):  # type: ignore[type-arg]  # the stubs' parameters say no more than str
    """Text compared by code point, so that range and prefix conditions are leak-proof and use an index."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_collation"] = "C"
        super().__init__(*args, **kwargs)


@CodeField.register_lookup
class Begins(Lookup):
    """`name__begins="zhang"`: prefix match by `^@`, the one prefix operator that a policy lets use an index."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """The SQL of the condition and its parameters."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", (*left_params, *right_params)


def _context(field: models.Field[Any, Any]) -> bytes:
    return f"{field.model._meta.db_table}.{field.column}".encode()


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]  # as above
    """Text encrypted in its column (AES-256-GCM, key id in the ciphertext, bound to table and column).

    Python sees str. It cannot be searched or sorted; what is looked up has a BlindIndexField beside it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Seal the text on its way in."""
        if isinstance(value, str):
            value = self.sealed(value)
        return super().get_db_prep_value(value, connection, prepared)

    def sealed(self, text: str) -> bytes:
        """The text as this column keeps it: for writing many rows at once."""
        return seal(text.encode(), keys=_keys(), context=_context(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        """Open the text on its way out; raises CipherError when it was tampered with or the key is gone."""
        return None if value is None else open_sealed(bytes(value), keys=_keys(), context=_context(self)).decode()

    def value_to_string(self, obj: models.Model) -> str:
        """Never serialise the clear text."""
        raise TypeError(f"{self.name} is secret and is not serialised")


class EncryptedBytesField(models.BinaryField):  # type: ignore[type-arg]  # as above
    """Bytes encrypted in their column, like EncryptedTextField: pictures. Python sees bytes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Seal the bytes on their way in."""
        if isinstance(value, bytes):
            value = seal(value, keys=_keys(), context=_context(self))
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        """Open the bytes on their way out; raises CipherError when they were tampered with or the key is gone."""
        return None if value is None else open_sealed(bytes(value), keys=_keys(), context=_context(self))

    def value_to_string(self, obj: models.Model) -> str:
        """Never serialise the clear bytes."""
        raise TypeError(f"{self.name} is secret and is not serialised")


class BlindIndexField(models.BinaryField):  # type: ignore[type-arg]  # as above
    """A keyed digest of another field, so that an encrypted value can be looked up and kept unique.

    `of` names the field it follows; an empty value has no index, so absent values do not collide.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"null": True, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("null", None)
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        """Follow the other field each time the row is written."""
        clear = getattr(model_instance, self.of)
        value = self.digest(clear) if clear else None
        setattr(model_instance, self.attname, value)
        return value

    def digest(self, clear: str) -> bytes:
        """The index of a clear value, for looking it up."""
        return blind_index(clear.encode(), key=settings.YINLING_INDEX_KEY, context=_context(self))


def _keys() -> KeyRing:
    ring: KeyRing = settings.YINLING_KEY_RING
    return ring

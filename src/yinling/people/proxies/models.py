"""Proxy right, key."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.proxies.terms import ActingScope, KeyKind, ProxyBasis, ProxyKind
from yinling.people.registry.models import person_key

_OPEN, _NAMED, _CODED, _SECRET = Sensitivity.OPEN, Sensitivity.NAMED, Sensitivity.CODED, Sensitivity.SECRET


class ProxyRight(PersonRow):
    """Somebody may act for a person: as what, for what (`scopes`), from a day until before another, on what basis.

    `account` is the public id of a staff proxy's own account; a relative comes in by a key or acts at the door.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (revoked_at, revoked_by, revoked_because)",
        personal={
            "kind": _CODED, "basis": _CODED, "name": _NAMED, "relation": _CODED, "phone": _SECRET, "account": _OPEN,
            "scopes": _CODED, "valid_from": _OPEN, "valid_to": _OPEN, "recorded_by": _OPEN, "recorded_at": _OPEN,
            "revoked_at": _OPEN, "revoked_by": _OPEN, "revoked_because": _OPEN,
        },
    )  # fmt: skip

    person = person_key("proxy_rights")
    kind = CodeField(choices=ProxyKind)
    basis = CodeField(choices=ProxyBasis)
    name = models.TextField()
    relation = models.TextField()
    phone = EncryptedTextField(null=True)
    account = models.UUIDField(null=True)
    scopes = ArrayField(CodeField(choices=ActingScope))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="", blank=True)
    revoked_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(relation=""), name="proxyright_names_somebody"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")), name="proxyright_forward"
            ),
            models.CheckConstraint(condition=Q(scopes__len__gte=1), name="proxyright_for_something"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="", revoked_because="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="") & ~Q(revoked_because="")),
                name="proxyright_revoked_by_somebody",
            ),
        )


class Key(PersonRow):
    """A way in at the elder door: an account signed in with the person's card and a PIN. One for the person himself,
    one for each proxy who wants it. The account sees the person by name for the sake of this key.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (revoked_at, revoked_by, revoked_because)",
        personal={
            "account": _OPEN, "kind": _OPEN, "issued_by": _OPEN, "issued_at": _OPEN, "revoked_at": _OPEN,
            "revoked_by": _OPEN, "revoked_because": _OPEN,
        },
    )  # fmt: skip

    person = person_key("keys")
    account = models.UUIDField(unique=True)
    kind = CodeField(choices=KeyKind)
    right = models.ForeignKey(ProxyRight, on_delete=models.PROTECT, null=True, related_name="keys")
    issued_by = models.TextField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="", blank=True)
    revoked_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=KeyKind.PERSON, right__isnull=True) | Q(kind=KeyKind.PROXY, right__isnull=False),
                name="key_of_a_right",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="", revoked_because="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="") & ~Q(revoked_because="")),
                name="key_revoked_by_somebody",
            ),
        )

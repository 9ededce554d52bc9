"""The four-colour contact card of a person: what stands on it, and the file that is printed.

What a colour stands for and whom to ring is the catalogue's; only what is recorded there is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import queries
from yinling.people.registry.domain import card_token
from yinling.people.registry.queries import Dossier
from yinling.supply.catalogue.queries import ContactLine, contact_lines
from yinling.web import typesetting
from yinling.web.qr_codes import Picture, picture

_SOURCE = Path(__file__).with_name("contact_card.typ")


@dataclass(frozen=True)
class ContactCard:
    """A person's card: whose, its code and address (empty while no card is valid), and the four lines."""

    dossier: Dossier
    code: str
    address: str
    lines: tuple[ContactLine, ...]

    @property
    def is_valid(self) -> bool:
        """Whether the person holds a card that has not been taken back."""
        return bool(self.code)


def contact_card(person: UUID, *, by: Viewer, at: datetime) -> ContactCard:
    """The card of a person as it would be printed now. Raises Forbidden when the person is absent or hidden."""
    found = queries.dossier(person, by=by)
    code = found.card_code
    token = card_token(code, settings.YINLING_CARD_KEY) if code else ""
    return ContactCard(
        found,
        f"{code[:4]}-{code[4:]}" if code else "",
        f"{settings.YINLING_PUBLIC_URL}/c/{token}" if code else "",
        contact_lines(found.area_code, local_day(at)),
    )


def as_pdf(card: ContactCard, *, at: datetime) -> bytes:
    """The card to print, A5 across. Raises NoChineseFont."""
    return typesetting.as_pdf(_SOURCE, paper_of(card, at), at=at)


def as_png(card: ContactCard, *, at: datetime) -> bytes:
    """What the printed card looks like. Raises NoChineseFont."""
    return typesetting.as_png(_SOURCE, paper_of(card, at))


def paper_of(card: ContactCard, at: datetime) -> dict[str, object]:
    """The card's words. The card is the person's, not the officer's: always in Chinese."""
    with override("zh-hans"):
        ask = _("还没有登记联系人。有事请问管理单位：%(unit)s") % {"unit": card.dossier.unit}
        return {
            "title": _("四色联系卡"),
            "name": card.dossier.name,
            "unit-label": _("管理单位"),
            "unit": card.dossier.unit,
            "code-label": _("短码"),
            "code": card.code,
            "qr": svg(picture(card.address)),
            "qr-alt": _("服务卡二维码"),
            "parts": [_part(line, ask) for line in card.lines],
            "foot": _("服务人员上门时请出示此卡。遗失请告诉管理单位，旧卡即作废。打印于 %(day)s。")
            % {"day": local_day(at).isoformat()},
        }


def _part(line: ContactLine, ask: str) -> dict[str, object]:
    return {
        "colour": line.colour.value,
        "word": str(line.colour.label),
        "title": line.title or _("未设定"),
        "contacts": [{"name": one.name, "phone": one.phone} for one in line.contacts],
        "ask": ask,
    }


def svg(code: Picture) -> str:
    """A QR code as a picture of its own, black on white."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}" shape-rendering="crispEdges">'
        f'<rect width="{code.side}" height="{code.side}" fill="#fff"/><path d="{code.path}" fill="#000"/></svg>'
    )

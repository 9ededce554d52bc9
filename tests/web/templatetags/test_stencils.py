"""A stencil draws what `include` draws, for any values, and draws its piece once a page."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

PIECE = "desk/parts/proposal_acts.html"
_LIST = (
    "{% load stencils %}{% for id, name, item in lines %}{% HOW PIECE proposal=id name=name item=item %}\n{% endfor %}"
)
DRAWN_ONCE = Template(_LIST.replace("HOW", "stencil").replace("PIECE", f'"{PIECE}"'))
DRAWN_EACH = Template(_LIST.replace("HOW", "include").replace("PIECE", f'"{PIECE}" with'))


def page(template: Template, lines: list[tuple[UUID, str, str]]) -> str:
    context = RequestContext(RequestFactory().get("/desk/"), {"lines": lines, "here": "/desk/?q=1"})
    context.update({"csrf_token": "token"})
    return str(template.render(context))


texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["<script>alert(1)</script>", "\ue0000\ue001", "\ue0001\ue001", "O'Neill & 王", "\\1", "{{ name }}"]
)


@given(st.lists(st.tuples(st.uuids(), texts, texts), max_size=4))
def test_it_draws_what_an_include_draws(lines: list[tuple[UUID, str, str]]) -> None:
    assert page(DRAWN_ONCE, lines) == page(DRAWN_EACH, lines)


def test_a_value_that_looks_like_a_place_stays_a_value() -> None:
    text = page(DRAWN_ONCE, [(uuid4(), "\ue0000\ue001", "上门关怀")])
    assert text.count("\ue0000\ue001 上门关怀") == 3


def test_markup_in_a_value_is_text() -> None:
    text = page(DRAWN_ONCE, [(uuid4(), "<b>王</b>", "探访")])
    assert "&lt;b&gt;王&lt;/b&gt; 探访" in text
    assert "<b>王" not in text


def test_two_pages_do_not_share_what_was_drawn() -> None:
    line = [(uuid4(), "王桂英", "探访")]
    first = RequestContext(RequestFactory().get("/desk/"), {"lines": line, "here": "/desk/?q=1"})
    second = RequestContext(RequestFactory().get("/desk/"), {"lines": line, "here": "/desk/?q=2"})
    assert 'value="/desk/?q=1"' in DRAWN_ONCE.render(first)
    assert 'value="/desk/?q=2"' in DRAWN_ONCE.render(second)


def test_what_is_no_uuid_fits_no_address() -> None:
    with pytest.raises(Exception, match="Reverse for 'approve'"):
        page(DRAWN_ONCE, [("no uuid", "王", "探访")])  # type: ignore[list-item]  # a mistake in a template

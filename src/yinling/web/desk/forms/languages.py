"""Which languages somebody speaks, or wishes to hear: ticked from the one list, in both forms alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from yinling.supply.workforce.terms import Language

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def languages_field(label: str | StrPromise, help_text: str | StrPromise = "") -> forms.MultipleChoiceField:
    """Any number of the languages that the trade knows; none is an answer, too."""
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

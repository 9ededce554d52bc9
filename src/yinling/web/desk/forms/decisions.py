"""What is said when a draft of the rulebook is submitted, approved or refused."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yinling.base.approvals.actions import LONGEST


def _sentence(**more: object) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    wrong = {"required": _("请填写")}
    return forms.CharField(max_length=LONGEST, widget=widget, error_messages=wrong, **more)  # type: ignore[arg-type]  # handed on as they are


class SubmitForm(forms.Form):
    """Why a draft should hold; the approver reads it."""

    use_required_attribute = False
    said = _sentence(
        label=_("为什么要这样改"), help_text=_("审批的同事会看到。例如：市委老干部局会议定的，从12月起执行。")
    )


class ApproveForm(forms.Form):
    """An approver's remark, which he may leave out, and the version that he saw."""

    use_required_attribute = False
    seen = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    said = _sentence(label=_("审批意见"), required=False)


class RefuseForm(forms.Form):
    """Why a draft is not approved; its author reads it."""

    use_required_attribute = False
    said = _sentence(label=_("不批准的理由"), help_text=_("起草的同事会看到，改好后可以再提交。"))

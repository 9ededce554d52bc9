"""Addresses of the public door. Of django-allauth only the two names that it looks for exist, none of its pages."""

from django.urls import path

from yinling.web.public.pages import account, machinery, sign_in, verify

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-in/code", sign_in.second_factor, name="mfa_authenticate"),
    path("sign-out", account.sign_out, name="sign_out"),
    path("account/second-factor", account.enrol, name="enrol"),
    path("account/password", account.password, name="password"),
    path("language", machinery.language, name="language"),
    path("csp-report", machinery.csp_report, name="csp_report"),
    path("demo/phone", machinery.demo_phone, name="demo_phone"),
    path("trust-policy", machinery.trust_policy, name="trust_policy"),
    path("verify", verify.verify, name="verify"),  # printed on receipts: never changes
]

"""Addresses of the administrators' door."""

from django.urls import path

from yinling.web.admin.pages import accounts, books, glasses, home, looks, recoveries, rights, state

app_name = "admin"
urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.new, name="account_new"),
    path("accounts/<uuid:account>", accounts.account, name="account"),
    path("accounts/<uuid:account>/lock", accounts.lock, name="lock"),
    path("accounts/<uuid:account>/unlock", accounts.unlock, name="unlock"),
    path("accounts/<uuid:account>/grant", rights.grant, name="grant"),
    path("accounts/<uuid:account>/recovery", recoveries.ask, name="recovery_ask"),
    path("grants/<uuid:grant>/end", rights.end, name="grant_end"),
    path("recoveries/", recoveries.recoveries, name="recoveries"),
    path("recoveries/<uuid:recovery>/approve", recoveries.approve, name="recovery_approve"),
    path("recoveries/<uuid:recovery>/refuse", recoveries.refuse, name="recovery_refuse"),
    path("recoveries/<uuid:recovery>/withdraw", recoveries.withdraw, name="recovery_withdraw"),
    path("break-glass/", glasses.glasses, name="glasses"),
    path("break-glass/<uuid:ask>/review", glasses.review, name="glass_review"),
    path("looks/", looks.looks, name="looks"),
    path("looks/export", looks.export, name="looks_export"),
    path("sign-ins/", books.sign_ins, name="sign_ins"),
    path("grants/", books.grants, name="grants"),
    path("journal/", books.journal, name="journal"),
    path("state/", state.state, name="state"),
]

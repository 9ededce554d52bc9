"""Addresses of the elder door."""

from django.urls import path

from yinling.web.elder.pages import appointments, home, receipts, record, services, sign_in

app_name = "elder"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("pin", sign_in.pin, name="pin"),
    path("help", home.help_page, name="help"),
    path("notices/<uuid:notice>", home.notice, name="notice"),
    path("services/", services.services, name="services"),
    path("services/<str:code>", services.service, name="service"),
    path("appointments/", appointments.appointments, name="appointments"),
    path("appointments/<uuid:order>", appointments.appointment, name="appointment"),
    path("appointments/<uuid:order>/cancel", appointments.cancel, name="cancel"),
    path("appointments/<uuid:order>/undo", appointments.undo, name="undo"),
    path("visits/<uuid:task>/confirm", appointments.confirm, name="confirm"),
    path("visits/<uuid:task>/complain", appointments.complain, name="complain"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("receipts/<uuid:task>", receipts.receipt, name="receipt"),
    path("receipts/<uuid:task>/rate", receipts.rate, name="rate"),
    path("receipts/<uuid:task>/file", receipts.receipt_as_file, name="receipt_file"),
    path("record/", record.record, name="record"),
    path("record/facts", record.facts, name="facts"),
    path("record/tags", record.tags, name="tags"),
    path("record/tags/<str:code>", record.tag, name="tag"),
    path("record/tags/<str:code>/contest", record.contest, name="contest"),
    path("record/contests/<uuid:contest>/withdraw", record.withdraw, name="contest_withdraw"),
    path("record/looks", record.looks, name="looks"),
    path("record/proxies", record.proxies, name="proxies"),
    path("record/proxies/<uuid:right>/revoke", record.revoke, name="proxy_revoke"),
    path("record/wishes", record.wishes, name="wishes"),
]

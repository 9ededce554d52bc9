"""Addresses of the desk."""

from django.urls import path

from yinling.web.desk.pages import (
    card,
    dossier,
    export,
    facts,
    orders,
    people,
    proposals,
    questions,
    receipts,
    registration,
    relatives,
    seat,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("scope", seat.scope, name="scope"),
    path("people/", people.people, name="people"),
    path("people/count", people.count, name="people_count"),
    path("people/columns", people.columns, name="people_columns"),
    path("people/export", export.export, name="people_export"),
    path("people/new", registration.register, name="register"),
    path("people/new/id-number", registration.read_id_number, name="read_id_number"),
    path("people/<uuid:person>", dossier.dossier, name="person"),
    path("people/<uuid:person>/reveal", dossier.reveal, name="reveal"),
    path("people/<uuid:person>/facts/<slug:term>", facts.fact, name="fact"),
    path("people/<uuid:person>/standing", facts.standing, name="standing"),
    path("people/<uuid:person>/report", questions.report, name="report"),
    path("people/<uuid:person>/relatives/new", relatives.add, name="relative_add"),
    path("facts/<uuid:fact>/take-back", facts.take_back, name="take_back"),
    path("questions/<uuid:question>", questions.question, name="question"),
    path("questions/<uuid:question>/reopen", questions.reopen, name="reopen"),
    path("questions/<uuid:question>/reveal", questions.read_question, name="read_question"),
    path("relatives/<uuid:relative>/link", relatives.link, name="relative_link"),
    path("relatives/<uuid:relative>/end", relatives.end, name="relative_end"),
    path("relatives/<uuid:relative>/restore", relatives.restore, name="relative_restore"),
    path("people/<uuid:person>/card", card.card, name="card"),
    path("people/<uuid:person>/card/reissue", card.reissue, name="reissue"),
    path("proposals/<uuid:proposal>/approve", proposals.approve, name="approve"),
    path("proposals/<uuid:proposal>/reject", proposals.reject, name="reject"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<uuid:order>/place-again", orders.place_again, name="place_again"),
    path("orders/<uuid:order>/cancel", orders.cancel, name="cancel"),
    path("receipts/<uuid:task>", receipts.receipt, name="receipt"),
]

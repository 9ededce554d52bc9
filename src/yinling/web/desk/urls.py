"""Addresses of the desk."""

from django.urls import path

from yinling.web.desk.pages import card, dossier, orders, people, proposals, receipts, registration, seat, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("scope", seat.scope, name="scope"),
    path("people/", people.people, name="people"),
    path("people/count", people.count, name="people_count"),
    path("people/new", registration.register, name="register"),
    path("people/new/id-number", registration.read_id_number, name="read_id_number"),
    path("people/<uuid:person>", dossier.dossier, name="person"),
    path("people/<uuid:person>/reveal", dossier.reveal, name="reveal"),
    path("people/<uuid:person>/card", card.card, name="card"),
    path("people/<uuid:person>/card/reissue", card.reissue, name="reissue"),
    path("proposals/<uuid:proposal>/approve", proposals.approve, name="approve"),
    path("proposals/<uuid:proposal>/reject", proposals.reject, name="reject"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<uuid:order>/place-again", orders.place_again, name="place_again"),
    path("orders/<uuid:order>/cancel", orders.cancel, name="cancel"),
    path("receipts/<uuid:task>", receipts.receipt, name="receipt"),
]

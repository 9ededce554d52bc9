"""Every address of the house, by door."""

from django.urls import include, path

from yinling.web.cards import by_reader
from yinling.web.elder.pages.sign_in import scanned
from yinling.web.field.pages.card import card
from yinling.web.public.pages.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("yinling.web.public.urls")),
    path("desk/", include("yinling.web.desk.urls")),
    path("admin/", include("yinling.web.admin.urls")),
    path("field/", include("yinling.web.field.urls")),
    path("elder/", include("yinling.web.elder.urls")),
    path("c/<str:token>", by_reader(staff=card, others=scanned), name="card"),  # printed on cards: never changes
]

handler500 = "yinling.web.tracing.server_error"  # with the number of its line in the log

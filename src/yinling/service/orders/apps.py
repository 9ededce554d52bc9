"""The app of orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders and their states."""

    name = "yinling.service.orders"
    label = "orders"

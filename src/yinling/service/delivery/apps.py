"""The app of delivery."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Tasks, offers, receipts."""

    name = "yinling.service.delivery"
    label = "delivery"

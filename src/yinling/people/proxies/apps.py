"""The app of proxies."""

from django.apps import AppConfig


class ProxiesConfig(AppConfig):
    """Rights to act for a person, and the keys to the elder door."""

    name = "yinling.people.proxies"
    label = "proxies"

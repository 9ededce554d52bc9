"""供: what there is to give: services, places, providers and the hands that carry them out."""

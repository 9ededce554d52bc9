"""Give service: orders, their way to a pair of hands, the visit and its proof."""

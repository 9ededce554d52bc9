"""The field door: a worker's phone. Tasks on offer and in hand, one task on one screen, the card's QR code.

Works without a script and on one thumb. It refuses to decide: each page makes one call and translates the answer.
"""

"""The registry of persons: one record for each retired cadre, built of dated facts.

Nouns: person, fact, person_now, card. A person is a public id inside one area and one managing unit; all that is
known about them is facts, of which `person_now` keeps today's. It refuses to know what follows from a fact: rules,
services and visits stand above it.
"""

"""Person, merge, fact, question, person_now, card, relative, tally."""

from yinling.people.registry.models.belongings import Card, Relative, Tally
from yinling.people.registry.models.facts import Fact, Question
from yinling.people.registry.models.now import PersonNow
from yinling.people.registry.models.persons import Merge, Person, person_key

__all__ = ["Card", "Fact", "Merge", "Person", "PersonNow", "Question", "Relative", "Tally", "person_key"]

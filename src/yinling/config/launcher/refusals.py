"""The one way the launcher says no: a sentence for a person and a number for a script."""


class Refusal(Exception):
    """What is wrong and what to do, in one sentence; `code` is the exit status (2: wrong usage)."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code

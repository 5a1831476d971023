"""Official texts that a user brings, word for word, in articles and their numbered parts."""

from typing import Literal

from pydantic import Field

from treatygap.model.base import Text, Value, Word


class Passage(Value):
    """A part of an article with its mark, as the file has it; without a mark, what leads in."""

    paragraph: int | None = None
    letter: str | None = None
    text: Text


class Article(Value):
    """An article of an official text."""

    number: int = Field(ge=1)
    heading: Text | None = None
    passages: tuple[Passage, ...]

    @property
    def paragraphs(self) -> int:
        """How many numbered paragraphs it has."""
        return len({item.paragraph for item in self.passages if item.paragraph is not None})


class OfficialText(Value):
    """What was read from a file: its name, SHA-256 and language, and the articles in it."""

    format: Literal["treatygap-source/1"] = "treatygap-source/1"
    instrument: Word
    file: Text
    hash: Text
    language: Word
    articles: tuple[Article, ...]

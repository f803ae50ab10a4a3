"""What a person means to say -> what they type at each prompt, and which part of the terminal to show."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from terminal import Terminal
from typed_lines import answer_lines, evidence_lines

from impact_check import api
from impact_check.model.assessment import Assessment, Known
from impact_check.model.questionnaire import Question


@dataclass(frozen=True)
class At:
    """At a prompt that shows these words, type this. Any other prompt is an error: the script no longer fits."""

    words: str
    typed: str


@dataclass(frozen=True)
class Show:
    """From here on, what is shown belongs to the part of this name; with no name, to none.

    Here is where the question begins whose prompt this is, or where what was said of the line before begins. With
    `at_prompt` it is the prompt itself.
    """

    name: str = ""
    at_prompt: bool = False


@dataclass(frozen=True)
class Others:
    """Answer each question as the example does, or with the same line each, until a prompt shows these words."""

    until: str
    typed: str | None = None


Step = At | Show | Others

QUESTION = re.compile(
    r"\n\n(?=(?:Question|Risk|Point) \d|You can stop here|Check your answers|What could be done about)"
)
"""What stands before something that the program asks."""


class ScriptError(Exception):
    """The program asks something else than the script expects."""


@dataclass
class Script:
    """A person who follows the steps."""

    terminal: Terminal
    steps: deque[Step]
    example: "Example | None" = None
    marks: list[tuple[int, str]] = field(default_factory=list)
    """Where parts begin, each with its name."""
    waiting: deque[str] = field(default_factory=deque)
    """Lines for the prompts that follow: the details of one answer."""
    before: str = ""
    """What was shown when one of the others was answered last."""

    def type(self, shown: str) -> str:
        """Return the line for this prompt."""
        if self.waiting:
            return self.waiting.popleft()
        self.take_marks(shown)
        if not self.steps:
            raise ScriptError(f"nothing is left to type at:\n{shown}")
        step = self.steps[0]
        if isinstance(step, Others) and _has(shown, step.until):
            self.steps.popleft()
            return self.type(shown)
        if isinstance(step, Others):
            self.waiting.extend(self.others(step, shown))
            return self.waiting.popleft()
        if isinstance(step, At) and _has(shown, step.words):
            self.steps.popleft()
            return step.typed
        raise ScriptError(f"{step} doesn't fit:\n{shown}")

    def others(self, step: Others, shown: str) -> Iterable[str]:
        """Return what is typed at a question that no step names. Raise ScriptError if the last was in vain."""
        if shown == self.before:
            raise ScriptError(f"the example has no fitting answer:\n{shown}")
        self.before = shown
        return self.example.lines(shown) if self.example and step.typed is None else [step.typed or ""]

    def take_marks(self, shown: str) -> None:
        """Begin or end parts, as far as the next steps say so."""
        while self.steps and isinstance(step := self.steps[0], Show):
            questions = [found.end() for found in QUESTION.finditer(shown)]
            here = self.terminal.turn + (questions[-1] if questions else 0)
            self.marks.append((len(self.terminal.text) if step.at_prompt else here, step.name))
            self.steps.popleft()


@dataclass
class Example:
    """Answers that are read from a file, and typed one by one."""

    ruleset: api.Ruleset
    answers: Assessment
    named: dict[str, str] = field(default_factory=dict)
    """Evidence that was typed already: its id in the file -> its id in the assessment."""

    def lines(self, shown: str) -> Iterable[str]:
        """Return what is typed where this is shown: at a question, or after an answer that lacks evidence."""
        question = self._question(shown)
        if question is None:
            return [""]
        answer = self.answers.answers.get(question.id)
        if answer is None:
            return [":skip" if question.optional else ":unsure", *([] if question.optional else ["", ""])]
        lines: list[str] = []
        if isinstance(answer, Known):
            for id_ in answer.evidence:
                if id_ not in self.named:
                    lines += evidence_lines(next(item for item in self.answers.evidence if item.id == id_))
                    self.named[id_] = f"E{len(self.named) + 1}"
                else:
                    lines.append(f":evidence {self.named[id_]}")
            answer = answer.model_copy(update={"evidence": ()})
        if answer.note:
            lines.append(f":note {answer.note}")
        return [*lines, *answer_lines(self.ruleset, question, answer)]

    def _question(self, shown: str) -> Question | None:
        asked = [question for question in self.ruleset.questionnaire.questions if _has(shown, question.text)]
        return max(asked, key=lambda question: _plain(shown).rfind(_plain(question.text)), default=None)


def parts(
    terminal: Terminal, command: list[str], steps: Iterable[Step], example: Example | None = None
) -> dict[str, str]:
    """Run a command with these steps; return the parts shown, by name. Raise ScriptError if the steps don't fit."""
    person = Script(terminal, deque(steps), example)
    terminal.turn = len(terminal.text)
    person.take_marks("")
    terminal.run(command, person)
    if person.steps:
        raise ScriptError(f"the program ended before {person.steps[0]}:\n{terminal.text[-2000:]}")
    ends = [*(place for place, _ in person.marks[1:]), len(terminal.text)]
    return {name: terminal.text[begin:end] for (begin, name), end in zip(person.marks, ends, strict=False) if name}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _has(shown: str, words: str) -> bool:
    return _plain(words) in _plain(shown)

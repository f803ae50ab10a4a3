"""The code of a fault -> what to do about it, for faults whose message can't say it. docs/faults.md says the same."""

REMEDIES: dict[str, str] = {
    "hard-pack": "Rewrite the questions named, then those that lint says are hard to read.",
    "hard-to-read": "Use shorter sentences and shorter words, in the question, its help and its reason.",
    "option-alike": "Join the two options. Or write a rule in which the worse one counts for more.",
    "option-unused": "Take the option out, or name it in a condition. Or give the question `role: context`.",
    "same-rule": "Keep one.",
    "never-true": "Look for two parts that exclude each other, or for a question that isn't asked when the rule needs "
    "it.",
    "never-false": "It says nothing. Narrow it down.",
    "worse-helps": "Include the worse answer in the condition. Or change `ask_if`, if the worse answer hides a "
    "question. Or `worse` is the wrong way round.",
    "too-many-answers": "Split it into simpler rules.",
    "factor-never-raised": "Mend the rules that raise it, or write one that can hold.",
    "level-never-reached": "Write the rule or floor that gives it, or mend the table in `parameters.yaml`.",
    "element-never-against": "Name risk factors that can stand at moderate or worse, or write the rules that raise "
    "them so.",
    "element-never-supported": "Add what would show it: a check, a `shown_when`, or a rule that records a benefit for "
    "one of its factors. If it has one, see that it can hold while its factors stay low.",
    "blank-reassures": "Nothing may look good while nothing is known. Let it rest on an answer.",
    "doubt-reassures": "Take out `known(...)`, so that an answer that isn't known leaves the check open.",
    "no-mitigation": "Name a mitigation under `suggests` that is against one of the rule's factors.",
    "never-suggested": "Name it under `suggests` of a rule that it helps with, or take it out.",
}

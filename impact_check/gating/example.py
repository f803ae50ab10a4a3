"""A policy file to begin with: every key, with its strict value and what it means."""

EXAMPLE = """\
# What must hold for a decision to go through: impact-check gate plan-sign-off.pdf --policy gate.toml --ledger FOLDER
# Keep this file where whoever is assessed can't change it. Every key but policy and packs may be left out; then it
# has the value that stands here.

policy = 1                      # The version of this format.

# The rating
fail_on = "high"                # After the mitigations that count: low, moderate, high, severe or never. Or worse.
fail_on_inherent = "never"      # The same for the decision as proposed, before any mitigation.
possible = "undecided"          # What isn't known but may be so bad is: undecided, or failed. It never passes.

# The strategy
no_conflict_with = "all"        # Which principles and goals it may not conflict with: "all", or ["KP1"].
not_at_risk = []                # Which it may not even put at risk: "all", or ids.
alignment = "residual"          # Judged after mitigations (residual), or as proposed (inherent).

# Mitigations
mitigations = "verified"        # Nothing passes only by a mitigation that nobody else verified; or "counted".

# The assessment
complete = true                 # No question is open that could change the result.
must_know = true                # Everything that must be known is known.
must_checks = true              # Every check that must be met is.
outcomes = ["proceed", "proceed_with_conditions"]   # Also: proceed_despite, revise, stop.
max_age_days = 365              # Since it was put forward (unsigned: since its last change), or "any".

# Signatures
sign_off = "required"           # Or "not_required". A claim in a file that isn't signed counts for nothing.
seals = "accepted"              # The council's seal may stand for an approval; or "refused".
today_file = "if_given"         # With "required", --against must name the assessment as it is today.
root_sha256 = []                # Best name it: ["..."], of the council's root certificate. Then no other counts.

# The questionnaire
packs = ["kirklees"]            # Which of those that come with the program count. Without it, none does.
pack_sha256 = []                # Hashes of other versions that count: of your own questionnaire, or earlier ones.
pack_version = "current"        # The version in force here; or "known", for any that came with the program.

[min_version]                   # The lowest version of each pack.
# kirklees = "0.1.0"
"""

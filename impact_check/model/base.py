"""Frozen, closed pydantic base: every value in the model is immutable and refuses unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that can't be changed after it was made and that refuses fields it doesn't know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ser_json_inf_nan="constants",
        validate_default=True,
        defer_build=True,  # Most programs use few of the models, and each takes time to build.
    )

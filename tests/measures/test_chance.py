import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_check.measures.chance import sign_test, wilson_interval


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_interval_is_that_of_newcombe_1998_table_1_method_3(count: int, total: int, low: float, high: float) -> None:
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 2000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_interval_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    count, total = pair

    low, high = wilson_interval(count, total)
    other_low, other_high = wilson_interval(total - count, total)

    assert 0 <= low <= count / total <= high <= 1
    assert (other_low, other_high) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize(
    ("one_way", "other_way", "chance"),
    [(0, 0, 1.0), (5, 0, 0.0625), (2, 8, 0.109375), (9, 1, 22 / 1024), (7, 7, 1.0), (0, 2000, 0.0)],
)
def test_sign_test_is_exact(one_way: int, other_way: int, chance: float) -> None:
    assert sign_test(one_way, other_way) == pytest.approx(chance, abs=1e-12)

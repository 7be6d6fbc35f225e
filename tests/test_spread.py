import itertools
import os

import pytest

from onrecord.errors import OnrecordError
from onrecord.spread import AHEAD, spread


def double(number):
    return 2 * number


def die(number):
    os._exit(1)


def fail(number):
    raise KeyError(number)


@pytest.mark.parametrize("cores", [1, 2])
def test_results_come_in_the_order_of_the_things(cores):
    assert list(spread(double, range(20), cores)) == [2 * number for number in range(20)]
    assert list(spread(double, [], cores)) == []


@pytest.mark.parametrize("cores", [1, 2])
def test_only_a_few_things_are_taken_ahead(cores):
    taken = itertools.count()
    results = spread(double, taken, cores)
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    assert next(taken) <= 3 + cores * AHEAD
    results.close()


@pytest.mark.parametrize("cores", [1, 2])
def test_an_error_is_the_error_of_the_function(cores):
    with pytest.raises(KeyError):
        list(spread(fail, [1], cores))


def test_a_worker_that_dies_is_named():
    with pytest.raises(OnrecordError, match="a worker process died"):
        list(spread(die, [1, 2], 2))


def test_cores_are_counted_from_one():
    with pytest.raises(ValueError, match="cores must be 1 or more"):
        spread(double, [], 0)

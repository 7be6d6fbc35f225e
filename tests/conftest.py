"""What many tests begin with: the river case, and its record."""

import pytest

from tests.opened import opened
from tests.rivercase import a_case


@pytest.fixture
def shelf():
    return a_case()


@pytest.fixture
def record(shelf, tmp_path):
    with opened(shelf, tmp_path) as record:
        yield record

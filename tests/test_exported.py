"""The public names: each is there, documented, and nothing else is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

import committee


def test_the_public_names_are_sorted_and_offered() -> None:
    assert list(committee.__all__) == sorted(committee.__all__)
    assert set(committee.__all__) <= set(dir(committee))


@pytest.mark.parametrize("name", [name for name in committee.__all__ if not name.startswith("__")])
def test_each_public_name_loads_and_says_what_it_is(name: str) -> None:
    found = getattr(committee, name)
    assert found.__name__ == name
    assert found.__module__.startswith("committee.")
    assert found.__doc__


def test_a_name_that_is_not_public_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        committee.nothing  # noqa: B018


def test_the_lazy_names_and_the_typed_ones_agree() -> None:
    assert set(committee._HOMES) | {"__version__"} == set(committee.__all__)


def test_no_public_name_hides_behind_a_module_of_the_same_name() -> None:
    """Loading ``committee.NAME`` as a module would put the module in the place of the name."""
    package = Path(committee.__file__).parent
    assert not [name for name in committee.__all__ if (package / f"{name}.py").exists() or (package / name).exists()]

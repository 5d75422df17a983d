"""Augmentation: copies for training that keep what the labels say."""

import numpy as np
import pytest

from ingest.parse import written
from triage.augment import hasty, rehoused
from triage.signals import from_home
from triage.views import Views, view


def _view(address: str) -> Views:
    body = "De incasso van november is niet aangemaakt. Kunnen jullie kijken wat er misgaat?"
    return view(written(subject="Incasso", body=body, from_name="Els Bos", from_addr=address))


def test_haste_loses_something_and_never_everything() -> None:
    chance = np.random.default_rng(1)
    copies = [hasty(_view("els@kdv-bos.example"), chance) for _ in range(50)]
    assert all(copy.sentences for copy in copies)
    assert any(not copy.subject for copy in copies)
    assert any(len(copy.sentences) == 1 for copy in copies)


def test_some_private_senders_move_to_a_provider_that_nobody_knows() -> None:
    before = _view("els.bos@gmail.example")
    after = [rehoused(before, f"mail-{number}") for number in range(400)]
    moved = [one for one in after if one.address != before.address]
    assert 40 < len(moved) < 120
    assert not any(from_home(one.address) for one in moved)
    assert all(one.address.startswith("els.bos@") for one in moved)
    assert after == [rehoused(before, f"mail-{number}") for number in range(400)]


@pytest.mark.parametrize("address", ["els@kdv-bos.example", "info@stichting-web.example", ""])
def test_organisations_stay_where_they_are(address: str) -> None:
    before = _view(address)
    assert all(rehoused(before, f"mail-{number}") == before for number in range(50))

"""A sample of every mail, in any language of any preset: for previews, for review, for lint.

Several samples may share a template: the same mail with other things to say. All people, numbers
and addresses in them are invented.
"""

from __future__ import annotations

from collections.abc import Mapping

from notify.samples import answers, desk, steps
from notify.samples.scene import Make


def samples() -> Mapping[str, Make]:
    """Every sample by its name: the template, and after a dash what is special about it."""
    return {**answers.SAMPLES, **steps.SAMPLES, **desk.SAMPLES}


def for_the_desk() -> frozenset[str]:
    """The samples that go to the desk's own people, in the language of the desk."""
    return frozenset(desk.SAMPLES)

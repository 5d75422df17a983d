"""Sentences of our own are labelled mails whose names stand where the sentence has its slots."""

from numpy.random import default_rng

from triage.recognizers.role_sentences import generated, sentences
from worker.learning.weights import corpus


def test_each_sentence_becomes_mails_with_its_names() -> None:
    made = list(generated(corpus()[::2], default_rng(1)))
    assert len(made) >= 6 * len(sentences())
    for mail in made:
        assert mail.names
        assert "<" not in mail.body
        assert all(name.text in mail.body for name in mail.names)


def test_the_same_seed_gives_the_same_mails() -> None:
    mails = corpus()[::8]
    one, two = (list(generated(mails, default_rng(7))) for _ in range(2))
    assert [mail.body for mail in one] == [mail.body for mail in two]


def test_sentences_about_childminders_stand_in_mails_of_their_agencies() -> None:
    made = list(generated(corpus()[::2], default_rng(2)))
    hosts = [m for m in made if any(name.role == "childminder" for name in m.names or ())]
    assert hosts
    assert all(mail.module == "gob" for mail in hosts)

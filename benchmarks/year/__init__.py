"""A simulated year of one desk: python -m benchmarks.year [MAILS [DAYS]] [--postgres].

Organisations write, agents answer, holidays pass, servers go away and workers are killed; all of it
against a real Dovecot, a real SMTP server and a real database, with the clock as an argument. A
judge keeps a book of its own and counts what went wrong (judge.py).
"""

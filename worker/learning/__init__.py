"""Weights: how they are made, compared, kept and used."""

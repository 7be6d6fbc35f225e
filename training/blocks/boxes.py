"""boxes.txt -> the invented boxes in it, and their blanks filled in."""

from __future__ import annotations

import random
from dataclasses import replace
from importlib import resources
from typing import cast

from onrecord.values import Role
from training.blocks.pages import Line

BLANKS = {
    "name": ["Orla Fenwick", "Teo Marsh", "Mirela Stan", "Jan de Wit", "Anna Möwe", "Pia Sorel"],
    "place": ["Port Callis", "Arlandia", "Valdoria", "Orvania", "Sankt Erle", "Morvane"],
    "paper": ["The Callis Herald", "Morgenblatt", "La Gazette de Morvane", "The Valdoria Post"],
    "amount": ["$5", "€3", "£2", "4 Euro", "$1,000", "20 kr"],
    "day": ["Monday", "Friday", "Sunday"],
    "date": ["May 2, 2023", "14 January 2021", "3. März 2022", "October 30, 2024"],
    "count": ["3", "12", "40", "267", "9,000"],
    "year": ["2019", "2022", "2025"],
}


def boxes() -> list[list[Line]]:
    """Return every box, its blanks still open."""
    text = resources.files(__package__).joinpath("boxes.txt").read_text("utf-8")
    found: list[list[Line]] = []
    role: Role = "boilerplate"
    for words in text.split("\n"):
        if words.startswith("="):
            role = cast(Role, words[1:].strip() or "boilerplate")
            found.append([])
        elif words.strip() and found:
            found[-1].append(Line(words, role))
    return found


def filled(box: list[Line], draw: random.Random) -> list[Line]:
    """Return a box with its blanks filled; its lines stand apart, or close, or only some do."""
    apart = draw.choice((0.0, 0.5, 1.0))
    drawn = {blank: draw.choice(words) for blank, words in BLANKS.items()}
    return [
        replace(line, words=line.words.format(**drawn), blank=draw.random() < apart) for line in box
    ]

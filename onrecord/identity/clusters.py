"""Numbered sightings and who may not be together -> clusters, each with the reasons for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Clusters:
    """What has been put together so far, and what must stay apart.

    A union-find over the numbers 0..n-1. `states` gives for each number the states that its
    office-holder is of, `generations` the "jr" or "sr" of its name. Two clusters of which both
    are known and share none are not joined, unless a person decided so.
    """

    def __init__(
        self, states: Sequence[frozenset[str]], generations: Sequence[frozenset[str]] = ()
    ) -> None:
        self._parent = list(range(len(states)))
        self._states = dict(enumerate(states))
        self._generations = {number: found for number, found in enumerate(generations) if found}
        self._members: dict[int, list[int]] = {}
        self._reasons: dict[int, dict[str, None]] = {}
        self._apart: dict[int, set[int]] = {}
        self._taken_off: set[int] = set()
        self._claims: dict[int, str] = {}
        # Numbers placed for good: their own name says nothing of others with that name.
        self.settled: set[int] = set()

    def root(self, number: int) -> int:
        """Return the number that stands for the cluster of this one."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def together(self, one: int, other: int) -> bool:
        """Whether the two are in one cluster."""
        return self.root(one) == self.root(other)

    def states(self, number: int) -> frozenset[str]:
        """Return the states that the cluster's offices are of."""
        return self._states[self.root(number)]

    def generations(self, number: int) -> frozenset[str]:
        """Return what tells the cluster's people from a father or son of their name."""
        return self._generations.get(self.root(number), frozenset())

    def members(self, number: int) -> list[int]:
        """Return the numbers in the cluster of this one, unsorted."""
        root = self.root(number)
        return self._members.get(root, [root])

    def reasons(self, number: int) -> list[str]:
        """Return why the cluster was put together, in the order it was."""
        return list(self._reasons.get(self.root(number), {}))

    def must_differ(self, one: int, other: int) -> bool:
        """Whether a person decided, or the user's list says, that these two are not the same."""
        mine, yours = self.root(one), self.root(other)
        claims = {self._claims.get(mine), self._claims.get(yours)} - {None}
        return len(claims) > 1 or yours in self._apart.get(mine, set())

    def claim(self, number: int, entry: str) -> None:
        """Let an entry of the user's list have this cluster, unless another has it already.

        Clusters of two entries are not joined.
        """
        self._claims.setdefault(self.root(number), entry)

    def may_join(self, one: int, other: int) -> bool:
        """Whether nothing speaks against putting the two together."""
        at_odds = _at_odds(self.states(one), self.states(other)) or _at_odds(
            self.generations(one), self.generations(other)
        )
        return self.together(one, other) or not (at_odds or self.must_differ(one, other))

    def join(self, one: int, other: int, reason: str = "") -> bool:
        """Put two clusters together for a reason; return False where something forbids it."""
        if not self.may_join(one, other):
            return False
        if not self.together(one, other):
            self._unite(self.root(one), self.root(other), reason)
        return True

    def decide_same(self, one: int, other: int, reason: str) -> None:
        """Put two together because a person said so, whatever their offices say."""
        if not self.together(one, other) and not self.must_differ(one, other):
            self._unite(self.root(one), self.root(other), reason)

    def decide_different(self, one: int, other: int) -> None:
        """Keep two apart because a person said so; nothing where a newer decision joined them.

        What else has their name stays with the second one: the first was taken off it.
        """
        mine, yours = self.root(one), self.root(other)
        if mine != yours:
            self._taken_off.add(one)
            self._apart.setdefault(mine, set()).add(yours)
            self._apart.setdefault(yours, set()).add(mine)

    def gather(self, numbers: Iterable[int], reason: str = "") -> None:
        """Put all of these together, as far as nothing forbids it.

        Where something does, each goes to the first cluster that will have it.
        """
        heads: list[int] = []
        for number in sorted(numbers, key=self._taken_off.__contains__):
            if not any(self.join(number, head, reason) for head in heads):
                heads.append(number)

    def gather_namesakes(self, numbers: Sequence[int]) -> None:
        """Put one name together; where it is of unconnected states, or of father and son, apart.

        Numbers that tell neither go with the rest where there is one cluster, else by
        themselves: which of the namesakes they are is not told.
        """
        told = [number for number in numbers if self.states(number) or self.generations(number)]
        by_mark: dict[str, int] = {}
        for number in told:
            for mark in sorted(self.states(number)) + sorted(self.generations(number)):
                self.join(number, by_mark.setdefault(mark, number))
        roots = {self.root(number) for number in told}
        rest = [number for number in numbers if number not in set(told)]
        namesakes = len({(self.states(root), self.generations(root)) for root in roots}) > 1
        self.gather(rest if namesakes else [*told, *rest])

    def _unite(self, mine: int, yours: int, reason: str) -> None:
        # The larger one keeps its lists, so that all joining together costs n log n.
        if len(self.members(mine)) < len(self.members(yours)):
            mine, yours = yours, mine
        members = self._members.setdefault(mine, [mine])
        members.extend(self._members.pop(yours, [yours]))
        self._parent[yours] = mine
        self._states[mine] |= self._states.pop(yours)
        if told := self._generations.pop(yours, frozenset()):
            self._generations[mine] = self._generations.get(mine, frozenset()) | told
        reasons = self._reasons.setdefault(mine, {})
        reasons.update(self._reasons.pop(yours, {}))
        if reason:
            reasons[reason] = None
        if yours in self._claims:
            self._claims.setdefault(mine, self._claims.pop(yours))
        for foe in self._apart.pop(yours, set()):
            self._apart[foe].discard(yours)
            self._apart[foe].add(mine)
            self._apart.setdefault(mine, set()).add(foe)


def _at_odds(mine: frozenset[str], yours: frozenset[str]) -> bool:
    return bool(mine and yours and not mine & yours)

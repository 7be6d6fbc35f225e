"""A record in memory: mentions, what people decided on them, and the entities that follow."""

import datetime
from dataclasses import replace

from onrecord import judging
from onrecord.errors import NotOnRecord
from onrecord.identity import resolve

START = datetime.datetime(2031, 3, 2, tzinfo=datetime.UTC)


class Paper:
    def __init__(self, mentions, watched=()):
        self.found = list(mentions)
        self.watched = list(watched)
        self.decided = []

    def mentions(self):
        return self.found

    def entities(self):
        return resolve(self.found, self.judgements(standing=True), self.watched)

    def entity(self, name):
        found = [e for e in self.entities() if name in (e.id, e.name, *e.aliases)]
        if len(found) != 1:
            raise NotOnRecord(name)
        return found[0]

    def behind(self, mention):
        (found,) = [e for e in self.entities() if mention.id in e.mentions]
        return found

    def are_one(self, one, other):
        return self.behind(one) == self.behind(other)

    def article(self, id):
        raise NotOnRecord(id)

    statement = comparison = article

    def judgement(self, id):
        return next(one for one in self.decided if one.id == id)

    def judgements(self, target=None, standing=False):
        undone = {one.target for one in self.decided if one.verdict == "undo"}
        return [
            one
            for one in self.decided
            if target in (None, one.target, one.correction) and not (standing and one.id in undone)
        ]

    def judge(self, target, verdict, correction="", note="", who=""):
        decided = judging.decide(self, target, verdict, correction, note, who)
        when = START + datetime.timedelta(minutes=len(self.decided))
        self.decided.append(replace(decided, when=when))
        return decided

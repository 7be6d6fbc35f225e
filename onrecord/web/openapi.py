"""The table of what /api answers -> its OpenAPI 3.1 description, and the values' JSON schemas."""

from __future__ import annotations

import dataclasses
import datetime
import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from onrecord.values import Span, Statement

if TYPE_CHECKING:
    from onrecord.record import Record

Schema = dict[str, Any]
WORDS: Schema = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be asked for: its name, what it means, a JSON schema and an example."""

    name: str
    meaning: str
    schema: Schema = field(default_factory=lambda: WORDS)
    example: str = ""

    def problem_with(self, value: str, longest: int) -> str:
        """Return why a value, as it stands in an address, cannot be taken; "" where it can."""
        if len(value) > longest:
            return f"longer than {longest} characters"
        if not value:
            return ""
        if "enum" in self.schema:
            on_hand = self.schema["enum"]
            return "" if value in on_hand else f"'{value}' is none; on hand: {', '.join(on_hand)}"
        if self.schema["type"] in ("integer", "number"):
            return self._out_of_range(value)
        return ""

    def _out_of_range(self, value: str) -> str:
        is_whole = self.schema["type"] == "integer"
        digits = value if is_whole else value.replace(".", "", 1)
        least, most = self.schema["minimum"], self.schema.get("maximum", 10**6)
        right = digits.isascii() and digits.isdecimal() and len(digits) < 10
        if right and least <= float(value) <= most:
            return ""
        return f"'{value}' is no {'whole number' if is_whole else 'number'} from {least} to {most}"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address under /api: what it finds, how it tells the values, what may be asked.

    `find` takes the record, what is asked, how many to skip and how many are wanted at most.
    `beside` are the schemas of what is told of a value beside its own fields, `without` the
    fields left out; `passages` says that both statements of a comparison are told whole.
    """

    path: str
    summary: str
    value: type
    find: Callable[[Record, dict[str, Any], int, int], list[Any]]
    documents: Callable[[Record, Sequence[Any]], list[dict[str, Any]]]
    parameters: tuple[Parameter, ...] = ()
    beside: Schema = field(default_factory=dict)
    without: tuple[str, ...] = ()
    passages: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it answers with a page of values, and not with one."""
        return "{" not in self.path


def words(meaning: str, or_null: bool = False) -> Schema:
    """Return the schema of words, or of null where they may be missing."""
    return {"type": ["string", "null"] if or_null else "string", "description": meaning}


def description(endpoints: Iterable[Endpoint], examples: dict[str, str]) -> dict[str, Any]:
    """Return the whole description; `examples` are values that the record at hand answers to."""
    schemas = _Schemas()
    paths = {f"/api{one.path}": {"get": _operation(one, examples, schemas)} for one in endpoints}
    problem = {
        "type": "object",
        "required": ["error"],
        "properties": {"error": words("What is wrong, and what is on hand.")},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": version("onrecord"),
            "description": "Who said what, when, about whom and on whose account. Read only.",
        },
        "paths": paths,
        "components": {"schemas": {**schemas.named, "Problem": problem}},
    }


def _operation(endpoint: Endpoint, examples: dict[str, str], schemas: _Schemas) -> dict[str, Any]:
    parameters = [_parameter(one, examples) for one in endpoint.parameters]
    if not endpoint.is_list:
        id = Parameter("id", "The id, or as much of its beginning as no other has.")
        example = {"id": examples.get(endpoint.path, "")}
        parameters.append(_parameter(id, example) | {"in": "path", "required": True})
    told = _answer(endpoint, schemas)
    return {
        "operationId": endpoint.path.strip("/").replace("/{id}", "_by_id"),
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": {
            "200": _response("What was found.", told),
            "400": _response("What was asked makes no sense.", _ref("Problem")),
            "404": _response("Not on record.", _ref("Problem")),
        },
    }


def _parameter(parameter: Parameter, examples: dict[str, str]) -> dict[str, Any]:
    example = examples.get(parameter.name, parameter.example)
    typed: Any = example
    if parameter.schema.get("type") == "integer":
        typed = int(example)
    elif parameter.schema.get("type") == "number":
        typed = float(example)
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "schema": parameter.schema,
        **({"example": typed} if example else {}),
    }


def _answer(endpoint: Endpoint, schemas: _Schemas) -> Schema:
    told = schemas.of(endpoint.value)
    if endpoint.without:
        told = schemas.fields_of(endpoint.value, endpoint.without)
    if endpoint.passages:
        side = {"allOf": [schemas.of(Statement), _object(endpoint.beside)]}
        both = _object({"earlier": side, "later": side})
        told = {"allOf": [told, _object({"passages": both})]}
    elif endpoint.beside:
        told = {"allOf": [told, _object(endpoint.beside)]}
    if not endpoint.is_list:
        return told
    return _object(
        {
            "items": {"type": "array", "items": told},
            "page": {"type": "integer"},
            "next": words("The address of the next page; null on the last.", or_null=True),
        }
    )


def _object(properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _response(meaning: str, schema: Schema) -> dict[str, Any]:
    return {"description": meaning, "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


class _Schemas:
    """The JSON schemas of dataclasses, each named once and referred to."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}

    def of(self, hint: Any) -> Schema:
        """Return the schema of a type as it stands in JSON."""
        if hint is Span:
            return {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            if hint.__name__ not in self.named:
                self.named[hint.__name__] = {}  # a type may hold itself
                self.named[hint.__name__] = self.fields_of(hint)
            return _ref(hint.__name__)
        if get_origin(hint) is Literal:
            return {"type": "string", "enum": list(get_args(hint))}
        if get_origin(hint) is tuple:
            return {"type": "array", "items": self.of(get_args(hint)[0])}
        if get_origin(hint) in (Union, types.UnionType):
            return {"anyOf": [self.of(one) for one in get_args(hint)]}
        return dict(PLAIN[hint])

    def fields_of(self, hint: type, without: tuple[str, ...] = ()) -> Schema:
        """Return the schema of a dataclass, some fields left out."""
        hints = get_type_hints(hint)
        names = [one.name for one in dataclasses.fields(hint) if one.name not in without]
        return _object({name: self.of(hints[name]) for name in names})


PLAIN: dict[Any, Schema] = {
    str: WORDS,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime.date: {"type": "string", "format": "date"},
    datetime.datetime: {"type": "string", "format": "date-time"},
}

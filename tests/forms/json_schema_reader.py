"""Just enough JSON Schema to hold our own schemas against our own values."""

import re
from datetime import date
from typing import Any

_TYPES = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def problems(schema: dict[str, Any], value: Any) -> list[str]:
    """What ``schema`` has against ``value``; fails on keywords it does not know."""
    found = []
    wanted = schema.get("type", [])
    if wanted and not any(type(value) in _TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted)):
        return [f"not {schema['type']}"]
    rules = {
        "minLength": lambda limit: len(value) >= limit,
        "maxLength": lambda limit: len(value) <= limit,
        "minimum": lambda limit: value is None or value >= limit,
        "maximum": lambda limit: value <= limit,
        "pattern": lambda pattern: re.search(pattern, value) is not None,
        "format": lambda name: name == "date" and date.fromisoformat(value) is not None,
        "enum": lambda allowed: value in allowed,
        "const": lambda only: value == only,
        "minItems": lambda limit: len(value) >= limit,
        "maxItems": lambda limit: len(value) <= limit,
        "uniqueItems": lambda wanted: not wanted or len(set(value)) == len(value),
        "required": lambda names: set(names) <= value.keys(),
        "additionalProperties": lambda allowed: allowed or value.keys() <= schema["properties"].keys(),
        "items": lambda inner: not any(problems(inner, item) for item in value),
        "type": lambda _: True,
        "title": lambda _: True,
        "$schema": lambda _: True,
        "properties": lambda _: True,
    }
    found += [keyword for keyword, limit in schema.items() if not rules[keyword](limit)]
    for name, inner in schema.get("properties", {}).items():
        found += [f"{name}: {problem}" for problem in (problems(inner, value[name]) if name in value else [])]
    return found

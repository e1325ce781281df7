"""The taxonomy in force: topics v1 and the custom ones that are switched on.

In VOC_HOME/topics: ``NAME.toml`` is what a person wrote, ``tried/NAME.json`` what its last trial
found, ``on/NAME.json`` the trial it was switched on by. Scans read the last alone, so that a topic
may be edited and tried again while the one in force stays as it is.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from voc.bootstrap.topic_file import LEAST_EXAMPLES, check_name, to_toml, topic_from
from voc.errors import InputError, NotFoundError, SettingsError
from voc.insight.likeness import LEAST_LIFT, hangs_together, lift
from voc.types.taxonomy import CustomTopic, FittedTopic, TopicName

_FITTED = TypeAdapter(FittedTopic)


def digest(on: Sequence[FittedTopic]) -> str:
    """Of topics v1 and of those that are ``on``: a part of the recipe."""
    shipped = (resources.files("voc.report") / "taxonomy" / "v1.toml").read_bytes()
    return hashlib.sha256(b"\n".join([shipped, *map(_FITTED.dump_json, on)])).hexdigest()[:12]


def add(home: Path, topic: CustomTopic) -> Path:
    """Write its file. Raises InputError where there is one."""
    path = _folder(home) / f"{topic.name.topic}.toml"
    if path.exists():
        raise InputError(f"There is a topic {topic.name.topic} already. Edit {path}.")
    _write(path, to_toml(topic))
    return path


def written(home: Path, name: str) -> CustomTopic:
    """The topic as its file tells now. Raises NotFoundError, InputError."""
    check_name(name)
    path = _folder(home) / f"{name}.toml"
    try:
        return topic_from(name, tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as err:
        known = ", ".join(_names(home)) or "none yet"
        raise NotFoundError(f"There is no custom topic {name}. There are: {known}.") from err
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        raise InputError(f"Cannot read {path}: {err}. Mend it, or delete it.") from err


def custom_topics(home: Path) -> list[CustomTopic]:
    """Custom topics by name, on or off; one that is on though its file is gone too."""
    found = {fitted.topic.name.topic: fitted.topic for fitted in switched_on(home)}
    found |= {name: written(home, name) for name in _names(home)}
    return [found[name] for name in sorted(found)]


def all_versions(home: Path) -> list[CustomTopic]:
    """Every topic as it is written, as it was tried last and as it is in force."""
    fitted = [*_all(_folder(home) / "tried"), *switched_on(home)]
    return [*(written(home, name) for name in _names(home)), *(one.topic for one in fitted)]


def put_again(home: Path, name: str, topic: CustomTopic | None) -> None:
    """Write ``topic`` in place of the one called so, off and not tried; None: it goes."""
    if topic is not None and len(topic.examples) >= LEAST_EXAMPLES:
        _write(_folder(home) / f"{name}.toml", to_toml(topic))
    else:
        (_folder(home) / f"{name}.toml").unlink(missing_ok=True)
    for path in (_on(home, name), _tried(home, name)):
        path.unlink(missing_ok=True)


def keep_trial(home: Path, tried: FittedTopic) -> None:
    _write(_tried(home, tried.topic.name.topic), _FITTED.dump_json(tried).decode())


def switch_on(home: Path, name: str) -> FittedTopic:
    """By its last trial. Raises InputError where that was of other words or found it no good."""
    topic, path = written(home, name), _tried(home, name)
    tried = _read(path) if path.exists() else None
    if tried is None or tried.topic != topic:
        raise InputError(
            f"Topic {name} has not been tried as it is now. Run `voc topics try {name}` and see "
            "what it would catch."
        )
    if not hangs_together(tried.fit):
        raise InputError(f"Topic {name} cannot be switched on. {weakness(tried)}")
    _write(_on(home, name), path.read_text(encoding="utf-8"))
    return tried


def switch_off(home: Path, name: str) -> None:
    """Raises NotFoundError where it was not on and there is no such topic."""
    check_name(name)
    if not _on(home, name).exists():
        written(home, name)
    _on(home, name).unlink(missing_ok=True)


def switched_on(home: Path) -> tuple[FittedTopic, ...]:
    """Custom topics in force, by name. Raises SettingsError where a file is damaged."""
    return _all(_folder(home) / "on")


def in_force(home: Path, encoder: str) -> tuple[FittedTopic, ...]:
    """As switched_on. Raises SettingsError where one was tried with another encoder."""
    on = switched_on(home)
    for fitted in on:
        if fitted.fit.encoder != encoder:
            name = fitted.topic.name.topic
            raise SettingsError(
                f"Topic {name} was tried with the encoder {fitted.fit.encoder}; {encoder} reads "
                f"now. Run `voc topics try {name}` and `voc topics switch {name} on`, or "
                f"`voc topics switch {name} off`."
            )
    return on


def topic_names(home: Path) -> tuple[TopicName, ...]:
    """What reports call custom topics, on or off: what was read while one was on is stored.

    From trials, without which none is ever on: a file that is being edited stops no report.
    """
    known = [*_all(_folder(home) / "tried"), *switched_on(home)]
    found = {fitted.topic.name.topic: fitted.topic.name for fitted in known}
    return tuple(found[name] for name in sorted(found))


def weakness(tried: FittedTopic) -> str:
    """Why a topic that does not hang together is none."""
    return (
        f"Its examples do not hang together: they find each other only {lift(tried.fit):.1f} times "
        f"as often as they find any stored clause, and {LEAST_LIFT} times is the least. Give "
        "examples of one narrower thing, or more of them."
    )


def _folder(home: Path) -> Path:
    return home / "topics"


def _names(home: Path) -> list[str]:
    return sorted(path.stem for path in _folder(home).glob("*.toml"))


def _tried(home: Path, name: str) -> Path:
    return _folder(home) / "tried" / f"{name}.json"


def _on(home: Path, name: str) -> Path:
    return _folder(home) / "on" / f"{name}.json"


def _all(folder: Path) -> tuple[FittedTopic, ...]:
    return tuple(_read(path) for path in sorted(folder.glob("*.json")))


def _read(path: Path) -> FittedTopic:
    try:
        return _FITTED.validate_json(path.read_bytes())
    except (ValidationError, OSError) as err:
        raise SettingsError(
            f"{path} is damaged. Run `voc topics try {path.stem}` and "
            f"`voc topics switch {path.stem} on`, or delete it."
        ) from err


def _write(path: Path, text: str) -> None:
    """Whole or not at all: a scan may read it meanwhile."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as err:
        raise SettingsError(f"Cannot write {path}: {err.strerror}. Check VOC_HOME.") from err

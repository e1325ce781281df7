"""The HTTP door, over a real server on loopback."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.serving import served
from voc.bootstrap import recipe
from voc.bootstrap.settings import load
from voc.types.opinion import Profile


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOC_HOME", str(tmp_path_factory.mktemp("home")))
        loaded = load()
    with served(loaded) as http:
        yield http


def classify(client: httpx.Client, *texts: object) -> list[dict[str, Any]]:
    items = [{"id": f"r{n}", "text": text} for n, text in enumerate(texts)]
    response = client.post("/v1/classify", json={"items": items})
    assert response.status_code == 200, response.text
    return list(response.json()["results"])


def test_health_answers_once_models_and_database_are_ready(client: httpx.Client) -> None:
    body = client.get("/healthz").json()
    assert body["status"] == "ok"
    assert set(body) == {"status", "version", "recipe"}


def test_an_answer_has_the_fields_of_the_contract(client: httpx.Client) -> None:
    (answer,) = classify(client, "味道很好，就是包装漏气了，批号L20260312")
    assert set(answer) == {
        "id", "language", "sentiment", "topics", "intents", "severity", "entities", "flags",
        "model", "recipe",
    }  # fmt: skip
    assert answer["id"] == "r0"
    assert answer["language"] == "zh-Hans"
    lots = [entity["value"] for entity in answer["entities"] if entity["type"] == "lot"]
    assert lots == ["L20260312"]
    topics = {topic["topic"]: topic["sentiment"] for topic in answer["topics"]}
    assert topics["packaging"] == "negative"


def test_a_bad_item_gets_an_error_in_its_place(client: httpx.Client) -> None:
    answers = classify(client, "好吃", None, "", "x" * 20_001, 7, "难吃")
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]
    assert answers[3]["error"]["code"] == "text_too_long"
    assert [answer["id"] for answer in answers] == [f"r{n}" for n in range(6)]


def test_an_id_of_any_kind_is_answered_and_stops_no_other(client: httpx.Client) -> None:
    ids = [7, 7.0, 1.5, None, "\ud83d", "x" * 201, True, ["a"], "r9"]
    items = [{"id": id_, "text": "好吃"} for id_ in ids] + [{"text": "好吃"}]
    response = client.post(
        "/v1/classify",
        content=json.dumps({"items": items}),  # httpx itself cannot send half a pair
        headers={"content-type": "application/json"},
    )
    answers = response.json()["results"]
    told = ["7", "7", "1.5", "4", "\ufffd", "x" * 200, "7", "8", "r9", "10"]
    assert [answer["id"] for answer in answers] == told
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None] * 4 + ["bad_id"] * 4 + [None] * 2


def test_a_day_is_told_from_when_the_text_was_posted(client: httpx.Client) -> None:
    times = ["2026-03-15T00:30:00+08:00", "2026-03-14T16:30:00Z", "2026-03-15", None, "3天前", 7]
    items = [{"text": "昨天买的，已经受潮了", "posted_at": time} for time in times]
    answers = client.post("/v1/classify", json={"items": items}).json()["results"]
    days = [
        [one["value"] for one in answer.get("entities", ()) if one["type"] == "bought_on"]
        for answer in answers
    ]
    assert days[:3] == [["2026-03-14"]] * 3
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None] * 4 + ["bad_time"] * 2


def test_an_answer_does_not_depend_on_its_neighbours(client: httpx.Client) -> None:
    text = "海苔受潮了，一点都不脆"
    (alone,) = classify(client, text)
    among = classify(client, "物流很快", text, "great taste", "포장이 별로예요")[1]
    assert {**among, "id": "r0"} == alone


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=8))
def test_every_quote_is_a_slice_of_the_text_as_sent(client: httpx.Client, texts: list[str]) -> None:
    for text, answer in zip(texts, classify(client, *texts), strict=True):
        for part in (*answer.get("topics", ()), *answer.get("entities", ())):
            assert text[part["start"] : part["end"]] == part["quote"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"items": []}', b'{"items": [{"id": 1}]}'])
def test_a_request_that_is_none_is_refused(client: httpx.Client, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    assert client.post("/v1/classify", content=body, headers=headers).status_code == 422


def test_a_refusal_repeats_nothing_of_what_was_sent(client: httpx.Client) -> None:
    headers = {"content-type": "application/json"}
    for sent in ('"\\ud83d"', '"13800138000"', "NaN", "[" * 900 + "]" * 900):
        for body in (f'{{"items": [{{"text": "a"}}], "profile": {sent}}}', f'{{"items": {sent}}}'):
            response = client.post("/v1/classify", content=body, headers=headers)
            assert response.status_code == 422, response.text
            assert "13800138000" not in response.text


def test_a_profile_may_be_asked_for_by_name(client: httpx.Client) -> None:
    items = [{"id": "a", "text": "包装漏气了"}]
    fast = client.post("/v1/classify", json={"items": items, "profile": "fast"}).json()
    assert fast["results"][0]["recipe"] == recipe.current(Profile.FAST).id
    (own,) = classify(client, "包装漏气了")
    assert own["recipe"] == client.get("/healthz").json()["recipe"]


def test_an_unknown_profile_is_refused_with_those_there_are(client: httpx.Client) -> None:
    body = {"items": [{"text": "好吃"}], "profile": "quick"}
    response = client.post("/v1/classify", json=body)
    assert response.status_code == 422
    (problem,) = response.json()["detail"]
    assert problem["loc"] == ["body", "profile"]
    assert "'fast', 'standard' or 'accurate'" in problem["msg"]


def test_a_body_beyond_the_limit_is_refused(client: httpx.Client) -> None:
    item = {"id": "a", "text": "好" * 20_000}
    body = json.dumps({"items": [item] * 400}, ensure_ascii=False)
    response = client.post("/v1/classify", content=body.encode())
    assert response.status_code == 413


def test_a_page_elsewhere_cannot_reach_the_service_under_its_own_name(
    client: httpx.Client,
) -> None:
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_the_page_lists_no_report_before_there_is_one(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for no_report in ("none-such", "%00", "a%00b"):
        assert client.get(f"/reports/{no_report}").status_code == 404


def test_the_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOC_HOME", str(tmp_path))
        secret = load().author_secret()
        assert load().author_secret() == secret
    assert (tmp_path / "author.key").stat().st_mode & 0o077 == 0

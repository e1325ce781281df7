import base64
import hashlib
import hmac
import logging
import threading
import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from bench.collecting.receiver import (
    AWAY,
    BUSY,
    DEEP,
    DRIP,
    DROP,
    ENDLESS,
    FAIL,
    HANG,
    LOSE,
    REFUSE,
    receiver,
)
from tests.unit.notify.parcels import parcel, quote, target, telling
from voc.errors import NotifyError
from voc.notify.apprise import _masked
from voc.notify.receivers import Address, Receivers, Way

LIMIT_S = 1.0


def receivers(way: Way, url: str | None, secret: str | None = None) -> Receivers:
    environment = {"URL": url, "SECRET": secret}
    address = Address(way=way, url_env="URL", secret_env="SECRET" if secret else None)
    return Receivers({"team": address}, environment.get, LIMIT_S)


def refused(way: Way, url: str | None) -> NotifyError:
    with pytest.raises(NotifyError) as caught:
        receivers(way, url).send(target(), parcel())
    return caught.value


def test_a_webhook_gets_everything_and_an_id_to_tell_repeats_by() -> None:
    with receiver() as taken:
        told = telling(quotes=(quote("<!channel> 受潮\n了", url="https://a.example"),))
        receivers(Way.WEBHOOK, taken.url).send(target(), parcel(told, telling(2)))
    (body,), (headers,) = taken.taken, taken.headers
    assert headers["X-Voc-Message-Id"] == body["id"] == told.message.id
    assert [one["id"] for one in body["messages"]] == [told.message.id, telling(2).message.id]
    first = body["messages"][0]
    assert (first["on"], first["what"], first["subject"]) == ("rising", "opened", "issue:D12")
    assert first["facts"]["count"] == 12
    assert first["quotes"][0]["text"] == "<!channel> 受潮\n了"
    assert body["title"] == "2 条通知"


def test_the_name_and_password_of_an_address_are_no_part_of_what_is_asked() -> None:
    with receiver() as taken:
        url = taken.url.replace("http://", "http://voc:p%40ss@") + "?a=1#part"
        receivers(Way.WEBHOOK, url).send(target(), parcel())
    assert taken.headers[0]["Authorization"] == ("Basic " + base64.b64encode(b"voc:p@ss").decode())
    assert taken.paths == ["/hook?a=1"]


@pytest.mark.parametrize("way", [Way.WEBHOOK, Way.WECOM])
@pytest.mark.parametrize(
    ("mood", "said"),
    [
        (FAIL, "127.0.0.1 answered 503."),
        (HANG, "127.0.0.1 did not answer within 1 s."),
        (DRIP, "127.0.0.1 did not answer within 1 s."),
        (DROP, "127.0.0.1 could not be reached: RemoteDisconnected."),
        (LOSE, "127.0.0.1 could not be reached: RemoteDisconnected."),
        (AWAY, "127.0.0.1 answered 302 and points elsewhere: write its new address."),
    ],
)
def test_what_goes_wrong_is_told_in_time_and_without_secrets(
    way: Way, mood: str, said: str
) -> None:
    with receiver(lambda: mood) as taken:
        began = time.monotonic()
        error = refused(way, taken.url + "?key=topsecret")
        assert time.monotonic() - began < LIMIT_S + 1
        assert str(error) == said
        assert not any(path.startswith("GET") for path in taken.paths)


def test_who_drips_is_hung_up_on() -> None:
    """It would hold a thread and a connection for hours, and each try another."""
    with receiver(lambda: DRIP) as taken:
        refused(Way.WEBHOOK, taken.url)
        sending = [one for one in threading.enumerate() if one.name == "to 127.0.0.1"]
        for one in sending:
            one.join(5)
        assert not any(one.is_alive() for one in sending)


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    with receiver(lambda: ENDLESS) as taken:
        receivers(Way.WEBHOOK, taken.url).send(target(), parcel())


def test_a_receiver_may_ask_for_a_pause() -> None:
    with receiver(lambda: BUSY) as taken:
        assert refused(Way.WEBHOOK, taken.url).again_after_s == 120


@pytest.mark.parametrize("way", [Way.WECOM, Way.DINGTALK, Way.FEISHU])
def test_a_room_that_answers_200_and_refuses_has_not_taken_it(way: Way) -> None:
    with receiver(lambda: REFUSE) as taken:
        error = refused(way, taken.url)
    assert "refused the message: its code is 45009" in str(error)
    assert error.again_after_s == 60


def test_a_room_that_answers_nonsense_has_not_taken_it() -> None:
    with receiver(lambda: DEEP) as taken:
        assert "not as a room's robot does" in str(refused(Way.WECOM, taken.url))


def test_rooms_get_plain_text_within_their_limit() -> None:
    many = parcel(*(telling(number, quotes=(quote("脆" * 300),)) for number in range(30)))
    with receiver() as taken:
        receivers(Way.WECOM, taken.url).send(target(), many)
        receivers(Way.FEISHU, taken.url).send(target(), many)
    wecom, feishu = taken.taken
    assert wecom["msgtype"] == "text"
    assert 1000 < len(wecom["text"]["content"].encode()) <= 2048
    assert feishu["msg_type"] == "text"
    assert len(feishu["content"]["text"].encode()) <= 16_000


def test_dingtalk_is_signed_in_its_address_and_feishu_in_its_body() -> None:
    with receiver() as taken:
        receivers(Way.DINGTALK, f"{taken.url}?access_token=t", "SEC1").send(target(), parcel())
        receivers(Way.FEISHU, taken.url, "SEC2").send(target(), parcel())
    asked = parse_qs(urlsplit(taken.paths[0]).query)
    assert asked["access_token"] == ["t"]
    moment = asked["timestamp"][0]
    assert asked["sign"] == [_signed(b"SEC1", f"{moment}\nSEC1".encode())]
    body = taken.taken[1]
    assert body["sign"] == _signed(f"{body['timestamp']}\nSEC2".encode(), b"")


def _signed(key: bytes, words: bytes) -> str:
    return base64.b64encode(hmac.new(key, words, hashlib.sha256).digest()).decode()


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "file:///etc/passwd", "no address", "http://", "http://a b/", "http://[::1"]
)  # fmt: skip
def test_what_is_no_web_address_is_told_without_saying_it(url: str) -> None:
    said = str(refused(Way.WEBHOOK, url))
    assert said == "[[targets]] “team”: the value of URL is no http:// or https:// address."


def test_an_address_that_is_not_set_is_told() -> None:
    assert "needs the environment variable URL" in str(refused(Way.APPRISE, None))


def test_apprise_carries_a_text_with_its_id() -> None:
    with receiver() as taken:
        url = taken.url.replace("http://", "json://")
        receivers(Way.APPRISE, url).send(target(), parcel())
    (body,) = taken.taken
    assert body["title"] == "正在上升：受潮 · 不脆"
    assert body["message"].endswith("00000001")
    assert body["attachments"] == []


@pytest.mark.parametrize("mood", [FAIL, HANG, DROP, AWAY, ENDLESS])
def test_what_apprise_could_not_deliver_is_told_without_secrets(mood: str) -> None:
    with receiver(lambda: mood) as taken:
        url = taken.url.replace("http://", "json://user:hunter22@") + "/tokentoken"
        said = str(refused(Way.APPRISE, url))
    assert said.startswith("json did not")
    assert "hunter22" not in said
    assert "tokentoken" not in said


@pytest.mark.parametrize("url", ["nosuch://a/b", "json://", "slack://x", "", "::::"])
def test_an_address_apprise_cannot_read_is_told_without_saying_it(url: str) -> None:
    said = str(refused(Way.APPRISE, url or "x"))
    assert "no service" in said


@pytest.mark.parametrize("url", ["hunter22hunter22", "me:hunter22@mail.example", "hunter22//x"])
def test_a_token_without_a_service_before_it_is_told_to_nobody(url: str) -> None:
    assert "hunter22" not in str(refused(Way.APPRISE, url))


@pytest.mark.parametrize(
    "url", ["tgram://123456789:t0ken/55", "slack://t0ken/B1/C1", "mailtos://me:t0ken@mail.example"]
)
def test_a_token_in_the_place_of_a_host_is_told_to_nobody(url: str) -> None:
    said = _masked("mail.example: no answer for t0ken", url)
    assert said == "mail.example: no answer for ***"


@pytest.mark.parametrize("service", ["wecombot", "dingtalk", "feishu", "lark"])
def test_rooms_whose_refusals_apprise_does_not_see_are_sent_elsewhere(service: str) -> None:
    assert "Write kind =" in str(refused(Way.APPRISE, f"{service}://abcdefgh"))


def test_nothing_of_a_message_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with receiver() as taken:
        url = taken.url.replace("http://", "json://")
        receivers(Way.APPRISE, url).send(target(), parcel())
        receivers(Way.WEBHOOK, taken.url).send(target(), parcel())
    assert "受潮" not in caplog.text


def test_a_limit_of_the_user_s_own_is_kept() -> None:
    with receiver() as taken:
        receivers(Way.APPRISE, taken.url.replace("http", "json")).send(
            replace(target(), most_bytes=220), parcel(telling(quotes=(quote("脆" * 300),) * 3))
        )
    assert len(taken.taken[0]["message"].encode()) <= 220

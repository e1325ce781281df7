"""The process that fetches dies with its parent, its parent outlives it, and neither fills up."""

import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.integration.asked import POLICY, ask, ask_all, failed, page
from tests.integration.small_web import SmallWeb, answer, packed
from voc.channels.fetching.fetcher import ChildSession, ScrapyFetcher
from voc.errors import CollectError
from voc.types.fetching import Answer, Answered, Ask, Why

MB = 1 << 20


@pytest.fixture(scope="module")
def web() -> Iterator[SmallWeb]:
    with SmallWeb() as served:
        yield served


def test_nothing_asked_is_nothing_answered() -> None:
    with ScrapyFetcher(POLICY).session() as session:
        assert session.take() is None
        assert session.open == 0


def test_waiting_ends_when_its_time_does(web: SmallWeb) -> None:
    with ScrapyFetcher(POLICY).session() as session:
        session.put(Ask(id=7, url=web.url("127.3.0.1")))
        assert session.take(0) is None
        assert session.open == 1
        told = session.take(10)
        assert isinstance(told, Answered)
        assert told.id == 7
        assert session.open == 0


def test_leaving_a_session_drops_what_is_open(web: SmallWeb) -> None:
    with ScrapyFetcher(replace(POLICY, delay_s=60)).session() as session:
        for number in range(50):
            session.put(Ask(id=number, url=web.url("127.3.0.2"), obey_robots=False))
        session.take(10)
        pid = session.pid
    assert not is_alive(pid)


def test_a_killed_child_is_an_error_that_says_what_to_do(web: SmallWeb) -> None:
    with ScrapyFetcher(replace(POLICY, delay_s=60)).session() as session:
        for number in range(9):
            session.put(Ask(id=number, url=web.url("127.3.0.3")))
        os.kill(session.pid, signal.SIGKILL)
        with pytest.raises(CollectError, match=r"died.*Collect again"):
            take_all(session)


def test_a_child_that_hangs_is_noticed_by_who_takes_for_moments(web: SmallWeb) -> None:
    with ScrapyFetcher(POLICY, longest_silence_s=1.0).session() as session:
        session.put(Ask(id=1, url=web.url("127.3.0.12")))
        assert session.take(20) is not None
        os.kill(session.pid, signal.SIGSTOP)
        session.put(Ask(id=2, url=web.url("127.3.0.12")))
        with pytest.raises(CollectError, match="hangs"):
            take_by_moments(session)


def test_what_cannot_start_says_why() -> None:
    with ScrapyFetcher(replace(POLICY, allow=("nowhere",))).session() as session:
        session.put(Ask(id=1, url="http://example.com/"))
        with pytest.raises(CollectError, match="neither a network"):
            take_all(session)


def take_all(session: ChildSession) -> list[Answer | None]:
    return list(iter(lambda: session.take(10), None))


_PARENT = """
import sys
from dataclasses import replace
from tests.integration.asked import POLICY
from voc.channels.fetching.fetcher import ChildSession, ScrapyFetcher
from voc.types.fetching import Ask

with ScrapyFetcher(replace(POLICY, delay_s=60)).session() as session:
    for number in range(9):
        session.put(Ask(id=number, url=sys.argv[1], obey_robots=False))
    session.take()
    print(session.pid, flush=True)
    session.take()
"""


def test_a_child_dies_with_a_parent_that_is_killed(web: SmallWeb) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", _PARENT, web.url("127.3.0.4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


def take_by_moments(session: ChildSession) -> None:
    """As a round does, which has other work meanwhile."""
    for _ in range(100):
        session.take(0.1)


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def test_answers_that_nobody_takes_stop_the_asking_and_come_in_the_end(web: SmallWeb) -> None:
    web.tell("/large", answer(body=bytes(MB)))
    with ScrapyFetcher(replace(POLICY, answers_waiting=4 * MB, at_once=4)).session() as session:
        for number in range(60):
            session.put(Ask(id=number, url=web.url(f"127.4.0.{number + 1}", "/large")))
        asked = asked_until_it_stops(web, "/large")
        assert 1 <= asked < 20
        told = [session.take(10) for _ in range(60)]
    assert {one.id for one in told if isinstance(one, Answered)} == set(range(60))


def asked_until_it_stops(web: SmallWeb, path: str) -> int:
    counts = [0]
    while not counts[-1] or len(counts) < 5 or counts[-1] != counts[-5]:
        time.sleep(0.2)
        counts.append(sum(one.path == path for one in web.seen))
    return counts[-1]


def test_many_large_answers_at_once_take_turns(web: SmallWeb) -> None:
    """60 times 6 MB are under way together; more than a quarter of it never is in memory."""
    web.tell("/six", answer(body=bytes(6 * MB)))
    with ScrapyFetcher(replace(POLICY, total_s=30, read_s=20)).session() as session:
        for number in range(60):
            session.put(Ask(id=number, url=web.url(f"127.5.0.{number + 1}", "/six")))
        told = [session.take(60) for _ in range(60)]
        peak = peak_mb(session)
    assert {one.id for one in told if isinstance(one, Answered)} == set(range(60))
    assert peak < 450


def test_a_connection_that_is_kept_may_carry_any_number_of_answers(web: SmallWeb) -> None:
    web.tell("/one", answer(body=bytes(MB)))
    with ScrapyFetcher(POLICY).session() as session:
        asks = [Ask(id=0, url=web.url("127.3.0.6", "/one"), largest=MB)] * 40
        assert all(isinstance(one, Answered) for one in ask_all(session, *asks))


def test_what_is_small_on_its_way_and_large_unpacked_waits_its_turn_too(web: SmallWeb) -> None:
    """1.5 GB unpacked, of which nobody takes anything for a while."""
    body = packed("gzip", bytes(6 * MB))
    web.tell("/packed", answer(body=body, Content_Encoding="gzip"))
    with ScrapyFetcher(replace(POLICY, answers_waiting=8 * MB)).session() as session:
        for number in range(250):
            session.put(Ask(id=number, url=web.url(f"127.6.0.{number + 1}", "/packed")))
        asked_until_it_stops(web, "/packed")
        peak = peak_mb(session)
        told = take_all(session)
    assert {one.id for one in told if isinstance(one, Answered)} == set(range(250))
    assert peak < 420, "a third of it at most, beside the process itself"


def peak_mb(session: ChildSession) -> float:
    status = Path(f"/proc/{session.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def test_neither_proxies_nor_secrets_of_the_environment_reach_the_child(
    web: SmallWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    monkeypatch.setenv("VOC_AUTHOR_KEY", "a secret of sixteen letters")
    with ScrapyFetcher(POLICY).session() as session:
        page(ask(session, web.url("127.3.0.5")))
        held = Path(f"/proc/{session.pid}/environ").read_bytes()
    assert b"secret" not in held
    assert b"proxy" not in held


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file with the key and the certificate of localhost's own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "press.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("press.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "press.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_certificates_are_checked(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates)
    with SmallWeb(context) as web:
        with ScrapyFetcher(POLICY).session() as session:
            told = failed(ask(session, web.url("press.example")))
            assert told.why is Why.TLS, told
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates))
        with ScrapyFetcher(POLICY).session() as session:
            page(ask(session, web.url("press.example")))
            assert failed(ask(session, web.url("127.0.0.77"))).why is Why.TLS

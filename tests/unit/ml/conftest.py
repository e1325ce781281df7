import jieba
import pytest


@pytest.fixture(scope="session")
def whole_jieba(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    """As jieba itself loads its dictionary; not to be changed."""
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer

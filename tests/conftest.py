"""The fixtures of every test: the toy country, the published data, and an application over each."""

import pytest
from hypothesis import settings
from toy import toy_dataset

from dashboard.app import create_app
from dashboard.data import Dataset, load_dataset

# The same examples every time: a red test is a broken rule, never a slow machine or a lucky draw.
settings.register_profile("dashboard", deadline=None, derandomize=True)
settings.load_profile("dashboard")


@pytest.fixture(autouse=True, scope="session")
def unconfigured():
    """Forget the configuration of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DASHBOARD_DATA", "DASHBOARD_URL", "PORT", "HOST"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def toy() -> Dataset:
    return toy_dataset()


@pytest.fixture(scope="session")
def published(unconfigured) -> Dataset:
    """The project's own data."""
    return load_dataset()


@pytest.fixture(scope="session")
def toy_app(unconfigured, toy):
    return create_app(toy)


@pytest.fixture
def client(toy_app):
    return toy_app.server.test_client()

"""The scene of candidates."""

from __future__ import annotations

import pytest

from tests.decisions.entitlements.scene import Scene, begun


@pytest.fixture
def scene(sides, now, tmp_path) -> Scene:
    sides.owner()
    return begun(now, tmp_path)

"""What Yinling answers to programs, as data/openapi.yaml describes it, asked in thousands of ways by schemathesis."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.config.house import House
from tests.walk.caller import Caller

pytestmark = pytest.mark.kill  # a house of its own

schemathesis.serializer.alias("application/csp-report", "application/json")  # what browsers call their reports
OPERATIONS = {
    operation.label: operation
    for found in schemathesis.openapi.from_path(Path(__file__).parent / "data" / "openapi.yaml").get_all_operations()
    for operation in [found.ok()]
}
CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
WHO = ("nobody", "lanzhou", "kunming", "xiaozhou")
FIGURES = "GET /desk/figures.json"
_HURRY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
_LANZHOU, _KUNMING = "6201", "5301"


@pytest.fixture(scope="module")
def callers(house: House) -> dict[str, Caller]:
    """Somebody who is not signed in, an officer, an officer of another city, and a worker."""
    found = {name: Caller(f"http://127.0.0.1:{house.port}") for name in WHO}
    for name, caller in found.items():
        if name != "nobody":
            caller.sign_in(name)
    return found


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("label", OPERATIONS)
def test_answers_are_as_described_whatever_is_asked(callers: dict[str, Caller], label: str, who: str):
    @_HURRY
    @given(case=OPERATIONS[label].as_strategy())
    def ask(case: schemathesis.Case) -> None:
        case.cookies = callers[who].cookies
        answer = case.call(base_url=callers[who].base, allow_redirects=False)
        assert answer.status_code < 500
        case.validate_response(answer, checks=CHECKS)

    ask()


@_HURRY
@given(area=st.one_of(st.sampled_from(["62", _LANZHOU, "620102", "53", "0"]), st.text(max_size=12)))
def test_figures_of_elsewhere_are_told_to_nobody(callers: dict[str, Caller], area: str):
    """An officer of Kunming asks for every area: those of her own answer, all others as if they did not exist."""
    case = OPERATIONS[FIGURES].Case(query={"area": area}, cookies=callers["kunming"].cookies)
    answer = case.call(base_url=callers["kunming"].base, allow_redirects=False)
    is_hers = not area.strip() or area.strip().startswith(_KUNMING)
    assert answer.status_code in ({200, 404} if is_hers else {404}), area


def test_each_description_is_the_page_that_is_there(callers: dict[str, Caller]):
    """The officer's figures are figures: the description did not only describe refusals."""
    answer = callers["lanzhou"].get("/desk/figures.json")
    assert answer.status == 200
    assert set(json.loads(answer.text)) > {"retired", "retired_with_honours"}
    assert callers["nobody"].get("/health").text == "ok\n"

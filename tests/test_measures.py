"""The measures of one process; those of several are in test_serving, with a real server."""

from prometheus_client.parser import text_string_to_metric_families

from dashboard.measures import Measures


def families(measures) -> dict:
    """Read what is written as Prometheus does."""
    return {each.name: each for each in text_string_to_metric_families(measures.written().decode())}


def test_what_is_written_is_what_prometheus_reads():
    measures = Measures("2017-06", {"kept": ("Gardées.", lambda: 3)})
    measures.count("/embed", "GET", "200", "kept", 0.004)
    measures.count("/embed", "GET", "200", "", 0.2)
    found = families(measures)
    (requests,) = found["http_requests"].samples[:1]
    assert requests.labels == {"route": "/embed", "method": "GET", "status": "200"}
    assert requests.value == 2
    durations = {
        sample.labels.get("le"): sample.value
        for sample in found["http_request_duration_seconds"].samples
        if sample.name.endswith("_bucket")
    }
    assert (durations["0.0025"], durations["0.005"], durations["0.25"]) == (0, 1, 2)
    assert found["answers"].samples[0].value == 1
    assert found["kept"].samples[0].value == 3


def test_the_version_of_the_data_and_the_reach_of_the_counts_are_told():
    (info,) = families(Measures("2017-06", {}))["dashboard_info"].samples
    assert info.labels == {"version": "2017-06", "reach": "process"}


def test_the_memory_is_that_of_the_process():
    memory = families(Measures("v", {}))["process_resident_memory_bytes"].samples[0].value
    assert memory > 20_000_000


def test_each_application_counts_for_itself():
    first, second = Measures("v1", {}), Measures("v2", {})
    first.count("/", "GET", "200", "", 0.001)
    assert families(second)["http_requests"].samples == []

"""How results are found among lines."""

from wavetrain_dags.results import Failure, last_failure, last_result

KEY = frozenset({"key"})


def test_the_last_object_with_the_keys_is_the_result() -> None:
    lines = ['{"key": "a"}', "log", '{"key": "b", "cached": true}', '{"event": "progress"}', "log"]
    assert last_result(lines, KEY) == {"key": "b", "cached": True}


def test_a_log_line_without_an_end_does_not_hide_a_result() -> None:
    assert last_result(['loading {"x": 1}... {"key": {"of": [1, 2]}}'], KEY) == {"key": {"of": [1, 2]}}


def test_what_is_no_object_is_no_result() -> None:
    assert last_result(['["key"]', "key", '{"key": ', '{"key": 1} and more', "null"], KEY) is None


def test_the_last_failure_event_tells_code_sentence_and_remedy() -> None:
    lines = [
        '{"event": "failure", "code": "FIRST", "sentence": "s", "remedy": "r"}',
        '{"event": "failure", "code": "LAST", "sentence": "It failed.", "remedy": "Mend it."}',
        '{"event": "message", "line": "failure"}',
    ]
    assert last_failure(lines) == Failure("LAST", "It failed.", "Mend it.")
    assert str(last_failure(lines)) == "LAST: It failed. Mend it."
    assert last_failure(["failure"]) is None

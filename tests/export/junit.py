"""JUnit reports held against what reads them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SUREFIRE_TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?")


def checked_junit(text: str) -> ET.Element:
    """The document, if it is as junit-10.xsd of Jenkins' xUnit plugin wants it, with all that GitLab's report reads.

    GitLab documents that it reads name, time and the counts of suites, and name, classname and time of cases.
    """
    root = ET.fromstring(text)
    counted = {"tests", "failures", "errors", "skipped"}
    assert root.tag == "testsuites"
    assert set(root.attrib) == (counted - {"skipped"}) | {"name", "time"}
    assert all(SUREFIRE_TIME.fullmatch(element.attrib["time"]) for element in root.iter() if "time" in element.attrib)
    for suite in root:
        assert suite.tag == "testsuite"
        assert set(suite.attrib) == counted | {"name", "time"}
        cases = suite.findall("testcase")
        for case in cases:
            assert set(case.attrib) == {"classname", "name", "time"}
            assert [child.tag for child in case] in ([], ["failure"], ["error"], ["skipped"])
            assert all(set(child.attrib) <= {"type", "message"} for child in case)
        assert int(suite.attrib["tests"]) == len(cases)
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.attrib[count]) == len(suite.findall(f"testcase/{tag}"))
        assert {child.tag for child in suite} <= {"testcase", "system-out"}
        assert not any(len(child) or child.attrib for child in suite.iter("system-out"))
    for name in counted - {"skipped"}:
        assert int(root.attrib[name]) == sum(int(suite.attrib[name]) for suite in root)
    assert len(cases_of(root)) == sum(1 for _ in root.iter("testcase")), "GitLab would show one of two"
    return root


def cases_of(root: ET.Element) -> set[tuple[str, str, str]]:
    """What GitLab knows a case by: cases that have it in common are one to it, also in reports of two students."""
    return {
        (suite.attrib["name"], case.attrib["classname"], case.attrib["name"])
        for suite in root.iter("testsuite")
        for case in suite.iter("testcase")
    }

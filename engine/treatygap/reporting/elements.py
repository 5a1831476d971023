"""A page as elements. Pages are HTML that is well-formed XML too, which is read in no time."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, fromstring

from treatygap.reporting import ReportError

SVG = "{http://www.w3.org/2000/svg}svg"


def elements(page: str) -> Element:
    """Return the root of a page that templates made, with the elements of HTML in no namespace.

    Raises ReportError with line and column where the page is no well-formed XML.
    """
    try:
        return fromstring(page)  # noqa: S314 - the text of users stands in it escaped
    except ParseError as error:
        raise ReportError(f"the page is no well-formed XML: {error}") from None

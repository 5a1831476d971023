"""From an assessment to a page: view, then HTML, then PDF."""


class ReportError(Exception):
    """A report that cannot be made; the message says what to change."""

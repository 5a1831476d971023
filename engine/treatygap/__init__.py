"""Where a state's law meets, misses or oversteps a cybercrime treaty and its safeguards."""

from typing import TYPE_CHECKING, Any

from treatygap.version import VERSION

if TYPE_CHECKING:
    from treatygap.model.assessment import Assessment
    from treatygap.pipeline import assess

__version__ = VERSION
__all__ = ["Assessment", "assess"]


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that `--help` stays fast."""
    import importlib

    homes = {"Assessment": "treatygap.model.assessment", "assess": "treatygap.pipeline"}
    if name not in homes:
        raise AttributeError(name)
    return getattr(importlib.import_module(homes[name]), name)

"""Where a state's law meets, misses or oversteps a cybercrime treaty and its safeguards."""

from treatygap.assess import assess
from treatygap.model.assessment import Assessment

__version__ = "0.1.0"
__all__ = ["Assessment", "assess"]

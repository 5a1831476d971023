"""The structure of a printed page: each piece of text in one element, none for nothing."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
import sample

from treatygap.reporting import html, pdf

PAGE = '<html lang="en"><head><title>t</title></head><body>{body}</body></html>'
SAID = (
    '<h1 id="top">Title</h1><div><div><p>one <b>two</b> <span>three <i>four</i></span> '
    '<a href="#top">five</a> <em lang="fr">six</em></p></div>seven</div>'
    '<table id="rows"><thead><tr><th scope="col">eight</th></tr></thead>'
    "<tbody><tr><td>nine <b>ten</b></td></tr></tbody></table><ul><li>eleven</li></ul>"
)


@pytest.fixture(scope="module", params=[PAGE.format(body=SAID), "report"])
def document(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    page = html.render(sample.assessment(4)) if request.param == "report" else request.param
    with pikepdf.open(io.BytesIO(pdf.pdf_bytes(page))) as opened:
        yield opened


def said() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.pdf_bytes(PAGE.format(body=SAID))))


def elements(node: Any) -> Iterator[Any]:
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == node.objgen
            yield kid
            yield from elements(kid)


def parents(document: pikepdf.Pdf) -> dict[int, Any]:
    tree: list[Any] = list(document.Root.StructTreeRoot.ParentTree.Nums)
    return {int(number): owner for number, owner in zip(tree[::2], tree[1::2], strict=True)}


def test_each_piece_of_text_is_of_the_element_that_says_so(document: pikepdf.Pdf) -> None:
    owners = parents(document)
    held = {
        (element.Pg.objgen, int(kid)): element.objgen
        for element in elements(document.Root.StructTreeRoot)
        for kid in element.get("/K", [])
        if isinstance(kid, int)
    }
    told = {
        (page.objgen, number): owner.objgen
        for page in document.pages
        for number, owner in enumerate(owners[int(page.StructParents)])
    }
    assert held == told
    for page in document.pages:
        drawn = re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())
        assert sorted(map(int, drawn)) == list(range(len(owners[int(page.StructParents)])))


def test_a_link_is_in_the_element_that_holds_its_place(document: pikepdf.Pdf) -> None:
    owners = parents(document)
    for page in document.pages:
        for link in page.get("/Annots", []):
            owner = owners[int(link.StructParent)]
            assert owner.S == "/Link"
            places = [kid for kid in owner.K if not isinstance(kid, int) and "/Obj" in kid]
            assert [place.Obj.objgen for place in places] == [link.objgen]
            assert owner.Pg.objgen == page.objgen


def test_no_element_is_there_for_nothing() -> None:
    with said() as document:
        found = list(elements(document.Root.StructTreeRoot))
        kinds = [str(element.S)[1:] for element in found]
        lists = ["L", "LI", "Lbl", "LBody"]
        table = ["Table", "THead", "TR", "TH", "TBody", "TR", "TD"]
        text = ["H1", "Div", "P", "Link", "NonStruct", "Div"]
        assert kinds == ["Document", *text, *table, *lists]
        assert [str(element.Lang) for element in found if "/Lang" in element] == ["fr"]
        (cell,) = (element for element in found if element.S == "/TD")
        assert list(cell.K) == sorted(cell.K)
        assert len(cell.K) == 2


def test_the_text_of_a_block_stays_apart_from_the_text_beside_it() -> None:
    cells = "<td><div>one</div><div>two</div></td><td><div>three <b>four</b></div></td>"
    body = f"<table><tbody><tr>{cells}</tr></tbody></table>"
    with pikepdf.open(io.BytesIO(pdf.pdf_bytes(PAGE.format(body=body)))) as document:
        found = list(elements(document.Root.StructTreeRoot))
        kinds = [str(element.S)[1:] for element in found]
        assert kinds == ["Document", "Table", "TBody", "TR", "TD", "Div", "Div", "TD"]
        assert [len(element.K) for element in found[-4:]] == [2, 1, 1, 2]


def test_only_places_that_a_link_leads_to_have_names() -> None:
    with said() as document:
        assert [str(name) for name in document.Root.Names.Dests.Names][::2] == ["top"]


def test_no_object_is_left_out_of_the_table_of_objects(document: pikepdf.Pdf) -> None:
    assert not document.get_warnings()
    unused = int(document.trailer.Size) - len(document.objects)
    assert 0 <= unused < len(document.objects) / 5


def test_libraries_are_found_without_asking_a_compiler() -> None:
    script = (
        "import sys\n"
        "asked = []\n"
        "def hook(event, arguments):\n"
        "    if event in ('subprocess.Popen', 'os.posix_spawn', 'os.fork'):\n"
        "        asked.append(event)\n"
        "sys.addaudithook(hook)\n"
        "from treatygap.reporting import pdf\n"
        "assert 'Pango' in pdf.printer()\n"
        "print(len(asked) if sys.platform == 'linux' else 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert run.stdout.decode().strip() == "0"

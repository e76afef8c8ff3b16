"""What goes out of a round is one list: the command line, the buttons and the page of commands have all of it."""

from __future__ import annotations

import re

import pytest

from tests.tools import ROOT
from xlpy.app.desk import BUTTONS
from xlpy.app.product_files import MAKERS
from xlpy.app.products import PRODUCTS, Product

PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
EACH = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)


def test_names_and_folders_are_each_of_one_product() -> None:
    assert len({one.name for one in PRODUCTS}) == len({one.folder for one in PRODUCTS}) == len(PRODUCTS)


def test_each_product_can_be_made_by_the_command_line() -> None:
    assert tuple(MAKERS) == PRODUCTS


@EACH
def test_a_product_is_a_button_too(product: Product) -> None:
    assert product.name in BUTTONS


@EACH
def test_the_page_of_commands_gives_the_command_with_its_folder(product: Product) -> None:
    (line,) = re.findall(rf"^ *python run\.py {product.name} .*$", PAGE, re.MULTILINE)
    assert f"into {product.folder}/" in line


def test_the_page_of_commands_has_the_folders_of_all_products_in_its_table_and_no_other() -> None:
    assert re.findall(r"^\| `([a-z]+-[a-z]+)/` \|", PAGE, re.MULTILINE) == [one.folder for one in PRODUCTS]

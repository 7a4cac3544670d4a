"""The map of the region, and its equal table (V18)."""

import re

from sqlalchemy import select

from univasso.core.db import db
from univasso.models import Territory
from univasso.web.regional_map import regional_map


def test_the_map_draws_each_department_and_each_group_of_communes(context):
    drawn = regional_map()
    codes = db.session.scalars(select(Territory.code).where(Territory.kind == "department"))
    assert {f"department:{code}" for code in drawn.departments} == set(codes)
    assert len(drawn.epci) == 92
    for shape in drawn.departments.values():
        assert 20 < shape.x < drawn.width - 20
        assert 20 < shape.y < drawn.height - 20


def test_neighbours_share_their_borders_point_by_point():
    points = [set(re.findall(r"\d+ \d+", s.path)) for s in regional_map().departments.values()]
    for one in points:
        assert sum(len(one & other) > 5 for other in points if other is not one) >= 2


def test_each_department_is_a_link_with_its_count_and_the_table_says_the_same(read):
    page = read("/style").html
    drawing = page[
        page.index('<svg class="map"') : page.index("</svg>", page.index('<svg class="map"'))
    ]
    titles = re.findall(r'<a href="[^"]+"[^>]*><title>([^<]+)</title>', drawing)
    assert titles[0] == "Nord, fiches\u00a0: 64"
    assert len(titles) == 5
    assert drawing.count('aria-current="true"') == 1
    table = page[page.index("Fiches par département") :]
    for name, count in (("Nord", 64), ("Pas-de-Calais", 41), ("Aisne", 14)):
        assert re.search(rf">{name}</a></th><td class=\"num\">{count}</td>", table), name

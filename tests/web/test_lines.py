"""Lines of a chart: one scale from zero, whole counts, ends that can be told apart."""

from univasso.web.drawing import lines


def test_the_grid_is_of_whole_counts_and_holds_every_point():
    drawn = lines([[0, 4, 7], [0, 1, 7]])
    assert [value for value, _y in drawn.ticks] == [0, 3, 6, 9]
    zero = drawn.ticks[0][1]
    assert drawn.paths[0].split()[0] == f"40,{zero:g}"
    heights = [float(point.split(",")[1]) for point in drawn.paths[0].split()]
    assert heights == sorted(heights, reverse=True)
    assert min(heights) >= drawn.ticks[-1][1]


def test_two_series_that_end_together_have_their_words_apart():
    drawn = lines([[0, 7], [0, 7]])
    assert abs(drawn.ends[0] - drawn.ends[1]) >= 18
    drawn = lines([[3, 0], [1, 0]])
    assert abs(drawn.ends[0] - drawn.ends[1]) >= 18
    assert max(drawn.ends) <= drawn.ticks[0][1]


def test_a_single_month_is_a_point():
    assert lines([[2], [0]]).paths[0].startswith("40,")

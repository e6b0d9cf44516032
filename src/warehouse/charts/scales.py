"""Where the scales of a chart end.

Decision: panels share a scale where that leaves every one readable, and else have their own, which
the chart then says. A computed total is always higher than its parts, so it has its own.
"""

from warehouse.charts.panels import RANGES, Chart

LIKE = 5  # panels share a scale when none is more than so many times as high as another
LEAST = 10  # no scale for counts ends below this: a few people never fill a panel


def has_own_scales(chart: Chart) -> bool:
    """Whether panels of a chart, its total aside, have scales of their own."""
    return len(set(tops_of(chart)[chart.has_total :])) > 1


def tops_of(chart: Chart, *, is_alike: bool = False) -> list[float]:
    """Return where the scale of each panel ends: alike where that leaves every panel readable.

    The range of a hidden cell needs what room its panel can give. A total has its own.
    """
    has_ranges = any(
        cell["drawn"] in RANGES for cell in chart.cells if cell["panel"] or not chart.has_total
    )
    is_count = chart.measure == "count"
    tops = [float(LEAST) if is_count else 0.0] * len(chart.panels)
    for cell in chart.cells:
        end = cell["count_max" if is_count else "figure"] or 0
        tops[cell["panel"]] = max(tops[cell["panel"]], end)
    total, parts = tops[: chart.has_total], tops[chart.has_total :]
    is_readable = not has_ranges and max(parts) <= LIKE * min(parts)
    if not chart.is_lines or is_alike or is_readable:
        parts = [max(parts)] * len(parts)
    tops = [*total, *parts]
    return [top * (1.3 if chart.is_lines else 1) for top in tops]

"""How sure a number is: every interval of the project. The unit is the seed, never the row.

Pure functions of arrays by seed. Arrays of one call are in the same order of seeds, and not a number where a seed is
missing; a seed that is missing in one of them is left out of all. There are no p-values and no stars: an interval says
what more simulated meetings would change.

| of | a level | a change, paired by seed | a change less that of a null |
|---|---|---|---|
| a mean | `level_mean` | `paired_mean` | `difference_of_mean_changes` |
| a share | `level_share` | `paired_share` | `difference_of_share_changes` |
| a rate ratio | `rate_ratio` | `ratio_change` | `ratio_of_ratio_changes` |
| a statistic of all seeds | `pooled` | `pooled_change` | `difference_of_pooled_changes` |

`holm` widens the intervals of a family of outcomes. `seeds_for` says how many seeds a wanted width needs.
"""

from committee.measures.intervals.estimate import (
    MISS,
    NO_SEED_DIFFERS,
    NOT_ESTIMABLE,
    Estimate,
    not_estimable,
    same_in_every_seed,
    whole_seeds,
)
from committee.measures.intervals.families import holm
from committee.measures.intervals.means import (
    difference_of_mean_changes,
    level_mean,
    normal_interval,
    paired_mean,
    pseudovalues,
)
from committee.measures.intervals.pooling import (
    difference_of_pooled_changes,
    from_resamples,
    pooled,
    pooled_change,
    weights,
)
from committee.measures.intervals.ratios import rate_ratio, ratio_change, ratio_of_ratio_changes
from committee.measures.intervals.seeds import seeds_for
from committee.measures.intervals.shares import difference_of_share_changes, level_share, paired_share

__all__ = [
    "MISS",
    "NOT_ESTIMABLE",
    "NO_SEED_DIFFERS",
    "Estimate",
    "difference_of_mean_changes",
    "difference_of_pooled_changes",
    "difference_of_share_changes",
    "from_resamples",
    "holm",
    "level_mean",
    "level_share",
    "normal_interval",
    "not_estimable",
    "paired_mean",
    "paired_share",
    "pooled",
    "pooled_change",
    "pseudovalues",
    "rate_ratio",
    "ratio_change",
    "ratio_of_ratio_changes",
    "same_in_every_seed",
    "seeds_for",
    "weights",
    "whole_seeds",
]

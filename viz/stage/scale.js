// Where a second stands on the time line, as a share of it: in proportion to the time; or, while what is still to come
// is hidden, in equal steps a row, so that no step tells how long a row will last. Pure.

import { clamp } from "./drawing.js";
import { lastAtMost } from "./recording.js";

const NEARLY = 0.001; // seconds before the end of a row: its end belongs to the next

// `parts` are rows or pairs of rows, each { start, duration }. A scale has toShare(second), toSecond(share), and for
// each step its edges(k) as shares; `steps` is how many there are.
export function inProportion({ parts, total }) {
  const toShare = (t) => (total ? t / total : 0);
  return {
    steps: parts.length,
    toShare,
    toSecond: (share) => clamp(share, 0, 1) * total,
    edges: (k) => [toShare(parts[k].start), toShare(parts[k].start + parts[k].duration)],
  };
}

// `count` steps, of which the first `shut` are over. The one under way is drawn as if it lasted `most` seconds. A step
// that is still to come leads to its start, before anybody speaks.
export function inEqualSteps({ parts, starts, total, count, most }, shut) {
  const lasts = (k) => (k < shut ? parts[k].duration : most);
  const toShare = (t) => {
    if (shut >= parts.length && t >= total) return parts.length / count;
    const k = lastAtMost(starts, t);
    return (k + clamp((t - starts[k]) / (lasts(k) || 1), 0, 1)) / count;
  };
  const toSecond = (share) => {
    const k = Math.floor(clamp(share, 0, 1) * count);
    if (k >= parts.length) return total;
    const within = k > shut ? 0 : (share * count - k) * lasts(k);
    return starts[k] + clamp(within, 0, Math.max(0, parts[k].duration - NEARLY));
  };
  return { steps: count, toShare, toSecond, edges: (k) => [k / count, (k + 1) / count] };
}

// The room after each line of a row: what has been said, who stands on which side, who staked what, who is remembered.
// Pure; committee/recording/frame.py and committee/recording/sides.py say the same in Python.

const CONDUCT = "professionalism"; // the family of points at which everybody sits up

export const round4 = (value) => Math.round(value * 10000) / 10000 || 0;

// A table by id that holds only what we put there: an id may be `constructor` or `__proto__`.
export function byId(table, each = (value) => value) {
  const entries = Object.entries(table ?? {});
  const made = Object.create(null);
  for (const [id, value] of entries) made[id] = each(value);
  return made;
}

// Gives each utterance `now`: how things stand once it has begun. `sided` says that the recording tells who takes which
// side; in one that does not, nobody sits up.
export function indexTurns(row, sided) {
  let now = {
    capital: byId(row.opened.capital),
    staked: byId(),
    ghosts: [],
    said: [],
    sides: byId(),
    conceded: [],
    sits_up: false,
  };
  row.blank = now;
  for (const utterance of row.utterances) {
    now = positioned(withPoints(applied(now, utterance.before), row, { utterance, sided }), utterance);
    utterance.now = now;
  }
  row.end = applied(now, row.pending, row.after);
}

// With the points that the utterance names; an impression may name two.
function withPoints(now, row, { utterance, sided }) {
  const fresh = [utterance.point, utterance.also].filter((point) => point !== null && !now.said.includes(point));
  if (!fresh.length) return now;
  const conduct = sided && fresh.some((point) => row.points.get(point)?.family === CONDUCT);
  return { ...now, said: [...new Set([...now.said, ...fresh])], sits_up: now.sits_up || conduct };
}

// With the side that the speaker takes or leaves.
function positioned(now, { member, side, act }) {
  const concedes = act === "concede";
  if (!side && !concedes) return now;
  const sides = byId(now.sides);
  if (side) sides[member] = side;
  else delete sides[member];
  const conceded = concedes && !now.conceded.includes(member) ? [...now.conceded, member] : now.conceded;
  return { ...now, sides, conceded };
}

// The side that the speaker of a line had before it: 1, -1, or 0 for none.
export function sideBefore(row, { index, member }) {
  const { [member]: side = 0 } = row.utterances[index - 1]?.now.sides ?? {};
  return side;
}

// Whether it is this line that makes the room sit up.
export function wakes(row, { index, now }) {
  return now.sits_up && !row.utterances[index - 1]?.now.sits_up;
}

function applied(now, ...batches) {
  const events = batches.flat();
  if (!events.length) return now;
  const next = { ...now, capital: byId(now.capital), staked: byId(now.staked), ghosts: [...now.ghosts] };
  for (const event of events) {
    if (event.event === "remembered") {
      next.ghosts.push({ member: event.member, ghost: event.ghost, weight: event.weight, how: event.how });
    } else {
      next.capital[event.member] = event.balance;
      const { [event.member]: laid = 0 } = next.staked;
      if (event.why === "spent") next.staked[event.member] = round4(laid + event.amount);
    }
  }
  return next;
}

// The room when the meeting is over: as the last row left it, minus what members paid in the review.
export function reviewedRoom({ rows, reviewed }) {
  if (!rows.length) return null;
  const { end } = rows[rows.length - 1];
  const capital = byId(end.capital);
  for (const { by, balance } of reviewed) capital[by] = balance;
  return { ...end, capital };
}

// The closed lists of a recording in words, one way to say each term of committee/terms.py. Python says the same
// (committee/recording/spoken.py), and a test holds the two together. A term that is not listed shows as it is written,
// with spaces for underscores.

const KINDS = { us_md: "US MD", us_do: "US DO", us_img: "US-IMG", non_us_img: "Non-US IMG" };
const ROLES = {
  director: "Program director",
  associate: "Associate director",
  faculty: "Faculty",
  chief: "Chief resident",
  coordinator: "Coordinator",
};
const ACTS = {
  announce: "reads the row",
  impression: "gives an impression",
  ask: "asks",
  answer: "answers",
  concern: "raises a concern",
  recall: "recalls",
  vouch: "vouches",
  advocate: "argues for",
  reframe: "reframes",
  counter: "counters",
  challenge: "challenges",
  agree: "agrees",
  wait: "holds the row",
  propose: "proposes a place",
  concede: "concedes",
  move_on: "moves on",
  call: "calls it",
  veto: "vetoes",
  reopen: "reopens",
};
const TIERS = {
  top: "Top",
  mid: "Middle",
  low: "Low",
  dnr: "Do not rank",
  invite: "Invite",
  hold: "Hold",
  no: "No interview",
};
const ENDINGS = {
  timed_out: "cut off by the bell",
  unargued: "nobody argued for it",
  resolved: "argued and settled",
  consent: "no objection",
};
const LABELS = { strong: "strong", borderline: "borderline", do_not_rank: "do not rank" };
const FLAGS = {
  step_fail: "Step failure",
  attempts: "several attempts",
  low_step2: "low Step 2 CK",
  old_grad: "old graduate",
  gap: "gap",
  weak_letters: "weak letters",
  prior_training: "earlier training",
  professionalism: "professionalism",
  visa: "visa",
};
const TOPICS = {
  step1: "Step 1",
  step2: "Step 2 CK",
  class_rank: "the class quartile",
  step_fail: "a failed Step",
  attempts: "repeated attempts",
  old_grad: "the year of graduation",
  gap: "the gap",
  prior_training: "earlier training",
  professionalism: "professionalism",
  visa: "the visa",
  paperwork: "the paperwork",
  narrative: "the explanation in the file",
  us_letters: "the number of US letters",
  letter_fight: "a letter that argues",
  letter_glowing: "a glowing letter",
  letter_generic: "a generic letter",
  letter_lukewarm: "a lukewarm letter",
  letter_coded: "a letter with coded phrases",
  letter_known: "a letter from someone the program knows",
  us_clinical: "US clinical work",
  rotated_here: "a rotation here",
  interview_score: "the interview score",
  impression: "the interviewer's impression",
  value: "present-day value",
  emails: "the e-mails",
  advocate: "an advocate's call",
};
const BLANKS = {
  narrative: "no explanation by the applicant",
  us_clinical: "no US clinical work",
  us_letters: "no US letters",
};
const WHY_NOT = {
  bell: "the bell came first",
  outbid: "it got no turn",
  no_capital: "no capital left",
  no_bid: "nobody raised it",
  holder_absent: "nobody in the room knew it",
};
const BECAUSE = {
  concern: "a worry that weighs with the director",
  unspoken: "nobody argued for it",
  seats: "there are only so many posts",
  no_list: "the director's personal no list",
  any_reason: "the director gave no reason",
};
const FACTORS = {
  exams: "the exams",
  letters: "the letters",
  interview: "the interview",
  severity: "the flags",
  advocacy: "advocacy",
};
const BLINDED = {
  kind: "the kind",
  school: "the school",
  exams: "the exams",
  graduation: "the year of graduation",
  visa: "the visa",
  class: "the class standing",
};
const RULES = {
  ballots_before: "Voters write down a verdict before anybody speaks, and then move less",
  ballots_before_and_after: "Voters write down a verdict before and after the talk; the second counts in the call",
  blind: "Off the wall and out of the reading: {}. What is left may give it away",
  rubric: "Everybody reads one factor after the other, against the same anchors",
  assigned_advocate: "A reader, drawn for each row, must say the strongest point for it, at no stake",
  devils_advocate: "A reader, drawn for each row, must say the strongest point against it if nobody has",
  equal_airtime: "Nobody speaks a third time before everybody who wants to speak has spoken",
  order_shuffled: "The rows come in an order drawn by the seed",
  order_by_score: "The rows come by the crude score, the best first",
  order_reversed: "The rows come in the order of the sheet, backward",
  breaks: "The room takes a break after {}",
  capital_cap: "Nobody may stake more than {} on one row",
  no_capital: "Nobody may stake anything on a row",
  base_rates: "When somebody names a past resident, the program's tally for all such residents is read out",
  second_committee: "Another committee meets about the same rows, and the list goes by the mean of the two calls",
};
const PURSES = { spent: "staked", returned: "returned", interest: "earned", burned: "burned" };

// The factors of the decision, in the order in which they are listed.
export const FACTOR_ORDER = Object.keys(FACTORS);

// The tiers of every kind of meeting, best first.
export const TIER_ORDER = Object.keys(TIERS);

const UNLISTED_TIERS = ["dnr", "no"];

// Whether a row of this tier is off the list.
export const isOff = (tier) => UNLISTED_TIERS.includes(tier);

export function plain(term) {
  return String(term ?? "").replace(/_/g, " ");
}

const saying = (words) => (term) => (Object.hasOwn(words, term) ? words[term] : plain(term));

export const kindWords = saying(KINDS);
export const roleWords = saying(ROLES);

// Roles whose stance the call does not count, and how the room says so.
const VOTELESS = {
  coordinator: "does not vote",
};
export const votelessWords = (role) => (Object.hasOwn(VOTELESS, role) ? VOTELESS[role] : null);
export const actWords = saying(ACTS);
export const tierWords = saying(TIERS);
export const endingWords = saying(ENDINGS);
export const labelWords = saying(LABELS);
export const flagWords = saying(FLAGS);
export const topicWords = saying(TOPICS);
export const whyNotWords = saying(WHY_NOT);
export const purseWords = saying(PURSES);
export const becauseWords = saying(BECAUSE);
export const factorWords = saying(FACTORS);

// How a row ended if its call came with a reason and nobody had spoken beyond the reading and the impression.
export const UNCONTESTED = "called without debate";

// How it ended if somebody had, and nobody objected.
export const LOWERED = "called below where the room stood";

export const blindedWords = saying(BLINDED);

// The names of the rules, in the order in which they are told.
export const RULE_ORDER = Object.keys(RULES);

// A rule of the meeting as a sentence without its period; `value` stands for the setting where the sentence tells it.
export const ruleWords = (rule, value) => RULES[rule].replace("{}", value);

// The side that a member stands on: 1 or -1.
export const sideWords = (side) => (side > 0 ? "for it" : "against it");

// What a point is about if its cell is blank, or null.
export function blankWords(family) {
  return Object.hasOwn(BLANKS, family) ? BLANKS[family] : null;
}

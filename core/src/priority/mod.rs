//! Which one first: ranking methods, group decision, robustness, choosing the doable one, backlog.
//!
//! | module | one idea |
//! |---|---|
//! | [`ballot`] | what participants hand in: ratings and dots |
//! | [`figures`] | medians, dots, Borda points, cost class, pain index per item |
//! | [`ranking`] | rankings whose ties are reported and then broken by a documented chain |
//! | [`concordance`] | Kendall's W, straight-liners |
//! | [`agreement`] | the operation `priority.agreement` |
//! | [`solvability`] | how doable something is: weighted criteria and gates |
//! | [`choose`] | the operation `priority.choose`: three of n, the most doable, the biggest beside it |
//! | [`backlog`] | the operation `priority.backlog` |
//! | [`matrix`] | a decision matrix: items, criteria with polarity, weight and scale |
//! | [`normalize`] | bringing criteria to one scale |
//! | [`weights`], [`bwm`] | weights given, equal, by entropy, CRITIC, best-worst |
//! | [`additive`], [`topsis`], [`vikor`], [`promethee`], [`scoring`] | one method each |
//! | [`method`], [`rank`] | the operation `priority.rank` |
//! | [`placing`] | scores to places, ties side by side |
//! | [`bare`] | the same methods for a matrix of bare numbers |
//! | [`vote`] | the operation `priority.vote`: ballots, pairs, run-off |
//! | [`robust`] | the operation `priority.robustness`: all weightings, raters drawn again, exact limits |
//! | [`kano`] | the operation `priority.kano`: taken for granted, paid for, delighted by |
//! | [`eigen`], [`ahp`] | the operation `priority.ahp`: weights from comparisons in pairs |
//!
//! # Known slips that are avoided here
//!
//! * Polarity belongs to the criterion and has no default: a "complexity" never counts in favour.
//! * A missing answer is never a number. Medians run over given answers; a decision matrix lists items
//!   with gaps instead of ranking them; sampling draws the gap from the whole scale.
//! * Constant criteria, a single item, all items alike: defined answers, never 0/0.
//! * The table of random indices behind a consistency ratio is named in the result.
//! * Ranked pairs never tries every order of equally strong victories, which takes exponential time; it
//!   says when their order mattered.
//! * A ranking is a value and holds no state of its computation: it can be read, and made again, any number of times.
//! * Ties are reported before anything breaks them, and the chain that breaks them is documented.
//!
//! # Conventions in which libraries differ
//!
//! | method | here | elsewhere |
//! |---|---|---|
//! | weighted product | values themselves, costs with a negative exponent | pymcdm: divided by the sum; pyrepo-mcda: by the best; scikit-criteria: decimal logarithms. Quotients of scores agree |
//! | CRITIC | min–max in the direction of each polarity, as published | pymcdm, pyrepo-mcda: every criterion as a benefit. Entropy ignores polarity everywhere |
//! | VIKOR | all S or all R alike count 0; smaller is better | pymcdm, pyrepo-mcda: 0/0 |
//! | PROMETHEE, Gaussian | s is stated | pyrepo-mcda: s = (p + q) / 2; pymcdm has none |
//! | Borda | number of candidates − average rank | with 1 for the last place: one more per ballot |
//! | Copeland | victories + half the ties | pref_voting, votelib: victories − defeats, the same order |
//! | Schulze | winners are those whom nobody beats, by winning votes or margins | votelib: those with the most victories, a part of them; pref_voting: margins |
//! | ranked pairs | equal strengths in the order of the ids, and said when it mattered | pref_voting: every order; votelib: in the order met |
//! | instant run-off | all that are weakest go at once | votelib refuses such a tie |
//!
//! The tests of the Python package compare all of these with the libraries named.
//!
//! # What the methods do not promise
//!
//! * Weighted sum (min–max, sum, vector), TOPSIS, VIKOR and PROMETHEE II can swap two items when a third one is
//!   added or dropped. Only the weighted sum by stated scales and the weighted product cannot.
//! * The instant run-off can punish a winner for new support; Borda and Copeland are moved by clones, and
//!   Borda can pass over the candidate that beats every other one in pairs.

pub mod additive;
pub mod agreement;
pub mod ahp;
pub mod backlog;
pub mod ballot;
pub mod bare;
pub mod bwm;
pub mod choose;
pub mod concordance;
pub mod eigen;
mod explain;
pub mod figures;
pub mod kano;
pub mod matrix;
pub mod method;
pub mod normalize;
pub mod placing;
pub mod promethee;
pub mod rank;
pub mod ranking;
pub mod robust;
pub mod scoring;
mod sentences;
mod simplex;
pub mod solvability;
pub mod topsis;
pub mod vikor;
pub mod vote;
pub mod weights;

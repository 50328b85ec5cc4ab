//! In which order derived facts are worked out.

use super::{Derivation, Vocabulary};
use crate::base::text::sentences;
use crate::base::{Code, Pointer, Problem, Problems};
use crate::funding::rule::Slot;

sentences! {
    CYCLE = "funding.vocabulary.cycle" { de: "Die Ableitung führt im Kreis: {path}.", en: "The derivation runs in a circle: {path}." }
}

impl Vocabulary {
    /// Inputs before what follows from them; refuses circles.
    pub(super) fn order(&mut self, at: &Pointer, problems: &mut Problems) {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        fn inputs(derivation: &Derivation) -> Vec<Slot> {
            match derivation {
                Derivation::When(rule) => rule.slots(),
                Derivation::MonthsSince(slot) | Derivation::PhasesOf(slot) | Derivation::AsOfOrLater(slot) => {
                    vec![*slot]
                }
                Derivation::AsOf | Derivation::Operation(_) => Vec::new(),
            }
        }
        let facts = &self.facts;
        let mut marks = vec![Mark::New; facts.len()];
        let mut derived = Vec::new();
        for root in 0..facts.len() {
            // Depth first with an explicit stack: a fact, and whether its inputs are done.
            let mut stack = vec![(root, false)];
            while let Some((index, done)) = stack.pop() {
                let Some(derivation) = facts.get(index).and_then(|fact| fact.derivation.as_ref()) else { continue };
                let Some(mark) = marks.get_mut(index) else { continue };
                if done {
                    *mark = Mark::Done;
                    derived.push(Slot(u16::try_from(index).unwrap_or(u16::MAX)));
                    continue;
                }
                if *mark == Mark::Done {
                    continue;
                }
                *mark = Mark::Open;
                stack.push((index, true));
                for input in inputs(derivation) {
                    if marks.get(input.index()) == Some(&Mark::Open) {
                        let mut path: Vec<String> = stack
                            .iter()
                            .filter(|(_, done)| *done)
                            .filter_map(|(index, _)| facts.get(*index))
                            .map(|fact| fact.id.clone())
                            .collect();
                        path.extend(facts.get(input.index()).map(|fact| fact.id.clone()));
                        problems.push(
                            Problem::new(Code::Cycle, at.clone())
                                .hint(CYCLE.with(&[("path", path.join(" → ").into())])),
                        );
                        return;
                    }
                    stack.push((input.index(), false));
                }
            }
        }
        derived.dedup();
        self.derived = derived;
    }
}

//! Windows of applications and approvals, checked.

use super::super::file::WindowFile;
use super::Check;
use crate::base::text::sentences;
use crate::base::{Code, Pointer, Problem, Problems, Text};
use crate::funding::timeline::{Instant, Timeline, Window, WindowStatus};

sentences! {
    WINDOW_ORDER = "funding.catalogue.window_order" { de: "until liegt nicht vor from ({from})", en: "until is not before from ({from})" }
    WINDOW_OVERLAP = "funding.catalogue.window_overlap" { de: "kein Tag von {other}: Fenster überschneiden sich nicht, nur stopped darf ein anderes überdecken", en: "no day of {other}: windows do not overlap, only stopped may cover another" }
    OPEN_FROM = "funding.catalogue.open_from" { de: "from; ohne belegten Beginn heißt der Status unconfirmed", en: "from; without a known begin the status is unconfirmed" }
    EXEMPT = "funding.catalogue.exempt" { de: "exempt nur bei status = \"stopped\"", en: "exempt only with status = \"stopped\"" }
}

impl Check<'_> {
    pub(super) fn timeline(&self, files: Vec<WindowFile>, at: &Pointer, problems: &mut Problems) -> Timeline {
        let mut windows = Vec::new();
        for (index, file) in files.into_iter().enumerate() {
            let at = at.index(index);
            if let (Some(from), Some(until)) = (file.from, file.until)
                && until.end() <= from.start()
            {
                let expected = WINDOW_ORDER.with(&[("from", from.to_string().into())]);
                problems.push(Problem::new(Code::WrongOrder, at.field("until")).found(until).expected(expected));
            }
            if file.status == WindowStatus::Open && file.from.is_none() {
                problems.push(Problem::new(Code::MissingField, at.field("from")).expected(OPEN_FROM.text()));
            }
            if file.exempt.is_some() && file.status != WindowStatus::Stopped {
                problems.push(Problem::new(Code::Contradiction, at.field("exempt")).expected(EXEMPT.text()));
            }
            let window = Window {
                status: file.status,
                from: file.from,
                until: file.until,
                decision: file.decision,
                exempt: self.rule(file.exempt, &at.field("exempt"), problems),
                text: file.text.map(Text::from),
                source: self.source(file.source.as_deref(), &at, problems),
            };
            let overlaps = |other: &Window| {
                let starts_before_end = |a: &Window, b: &Window| match (a.from, b.until) {
                    (Some(from), Some(until)) => from.start() < until.end(),
                    _ => true,
                };
                other.status != WindowStatus::Stopped
                    && window.status != WindowStatus::Stopped
                    && starts_before_end(&window, other)
                    && starts_before_end(other, &window)
            };
            if let Some(other) = windows.iter().find(|other| overlaps(other)) {
                let day = |instant: Option<Instant>| instant.map_or_else(|| "…".to_owned(), |at| at.to_string());
                let span = |window: &Window| format!("{}..{}", day(window.from), day(window.until));
                let problem = Problem::new(Code::Contradiction, at.clone()).found(span(&window));
                problems.push(problem.expected(WINDOW_OVERLAP.with(&[("other", span(other).into())])));
            }
            windows.push(window);
        }
        windows.sort_by_key(|window| window.from.map(|from| from.start()));
        Timeline { windows }
    }
}

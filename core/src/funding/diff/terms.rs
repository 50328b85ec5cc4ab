//! The terms in which two versions of a programme differ.

use std::collections::BTreeSet;

use super::super::programme::Programme;

/// The terms in which two versions of a programme differ.
pub(super) fn differing(old: &Programme, new: &Programme) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut differ = |name: &str, same: bool| {
        if !same {
            terms.push(name.to_owned());
        }
    };
    differ("state", old.state == new.state);
    differ("name", old.name == new.name);
    differ("summary", old.summary == new.summary);
    differ("level", old.level == new.level);
    differ("funder", old.funder == new.funder);
    differ("body", old.body == new.body);
    differ("legal_basis", old.legal_basis == new.legal_basis);
    differ("link", old.link == new.link);
    differ("aid_basis", old.aid_basis == new.aid_basis);
    differ("instrument", old.instrument == new.instrument);
    differ("family", old.family == new.family);
    differ("checked_on", old.checked_on == new.checked_on);
    differ("applications", old.applications == new.applications);
    differ("approvals", old.approvals == new.approvals);
    differ("lottery", old.lottery == new.lottery);
    differ("phases", old.phases == new.phases);
    differ("start", (old.start, &old.start_text) == (new.start, &new.start_text));
    differ("lead_time", old.lead_time == new.lead_time);
    differ("frequency", old.frequency == new.frequency);
    differ("cumulation", old.cumulation == new.cumulation);
    differ("documents", old.documents == new.documents);
    differ("procedure", old.procedure == new.procedure);
    differ("notes", old.notes == new.notes);
    differ("source", old.sources == new.sources);
    differ("conflict", old.conflicts == new.conflicts);
    differ("unverified", old.unverified == new.unverified);
    let ids: BTreeSet<&String> = old.conditions.iter().chain(&new.conditions).map(|condition| &condition.id).collect();
    for id in ids {
        let find = |programme: &Programme| programme.conditions.iter().find(|condition| condition.id == *id).cloned();
        differ(&format!("condition.{id}"), find(old) == find(new));
    }
    let ids: BTreeSet<&String> = old.components.iter().chain(&new.components).map(|component| &component.id).collect();
    for id in ids {
        let find = |programme: &Programme| programme.components.iter().find(|component| component.id == *id).cloned();
        differ(&format!("component.{id}"), find(old) == find(new));
    }
    terms
}

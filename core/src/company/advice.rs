//! What a result rests on: the rules that entered, what people should know, which questions would close it.

use super::SizeClass;
use super::assess::{Assessment, Probe, SizeVerdict};
use super::graph::{FamilyTies, Investor, InvestorKind, OwnershipChangeKind, UnlistedHolders};
use super::ownership::NONE;
use super::sentences as s;
use super::status::Start;
use super::structure::{Atom, Completion, Evaluator, Structure};
use crate::base::grounds::Gather;
use crate::base::text::Arg;
use crate::base::{Finding, Grounds, Pointer, Sentence, Severity};

/// Most nodes for which every missing fact is tried out before it is asked for.
const MAX_TRIED: u32 = 200;
/// Most questions in one result.
pub(super) const MAX_QUESTIONS: usize = 100;

/// Everything the answer rests on.
pub(super) fn grounds(a: &Assessment<'_, '_>, verdict: &SizeVerdict) -> Grounds {
    let mut gather = Gather::default();
    rules(a, verdict, &mut gather);
    findings(a).into_iter().for_each(|finding| gather.finding(finding));
    if verdict.class.is_none() {
        questions(a, &mut gather);
    }
    gather.finish()
}

/// The rules that entered; the ceilings next to the possible classes decided.
fn rules(a: &Assessment<'_, '_>, verdict: &SizeVerdict, gather: &mut Gather) {
    let law = &a.law;
    let input = a.facts.input;
    let classes = [
        (Some(law.micro), SizeClass::Micro),
        (Some(law.small), SizeClass::Small),
        (Some(law.medium), SizeClass::Medium),
        (law.mid_cap, SizeClass::SmallMidCap),
        (law.mid_cap_state_aid, SizeClass::SmallMidCap),
    ];
    // Its own ceilings hold a class, those of the next smaller one keep it apart from that.
    let next_smaller = |class: SizeClass| SizeClass::ALL.into_iter().rev().find(|other| *other < class);
    for (ceiling, class) in classes {
        let decided = verdict.possible.iter().any(|found| *found == class || next_smaller(*found) == Some(class));
        for rule in ceiling.into_iter().flat_map(|ceiling| [ceiling.headcount, ceiling.turnover, ceiling.balance_sheet])
        {
            if decided { gather.decisive(rule) } else { gather.rule(rule) }
        }
    }
    [law.periods, law.partner, law.linked].into_iter().for_each(|rule| gather.rule(rule));
    if !input.public_bodies.is_empty() || input.enterprises.iter().any(|enterprise| enterprise.board.is_some()) {
        gather.rule(law.public_body);
    }
    let declared = Some(&UnlistedHolders::DispersedDeclaration);
    if input.enterprises.iter().any(|enterprise| enterprise.unlisted_holders.given() == declared) {
        gather.rule(law.dispersed);
    }
    let of_enterprises = input.enterprises.iter().filter_map(|enterprise| enterprise.investor.as_ref());
    let of_bodies = input.public_bodies.iter().filter_map(|body| body.investor.as_ref());
    let kinds: Vec<InvestorKind> = of_enterprises.chain(of_bodies).map(|investor: &Investor| investor.kind).collect();
    if kinds.contains(&InvestorKind::BusinessAngel) {
        gather.rule(law.angel_investment);
    }
    if kinds.contains(&InvestorKind::LocalAuthority) {
        gather.rule(law.authority_budget);
        gather.rule(law.authority_inhabitants);
    }
}

fn findings(a: &Assessment<'_, '_>) -> Vec<Finding> {
    let net = &a.net;
    let input = a.facts.input;
    let mut found = Vec::new();
    let focus = input.enterprise.as_str();
    if a.public_by_the_other_reading() {
        found.push(Finding::new(Severity::Warn, &s::PUBLIC_BOARD, "/public_board", &[]).rule("Annex I Art 3(4)"));
    }
    if a.low.public {
        found.push(Finding::new(Severity::Block, &s::PUBLIC_CONTROL, focus, &[]).rule("Annex I Art 3(4)"));
    }
    if let Some(change) = &input.ownership_change {
        let date = [("date", Arg::from(change.on))];
        found
            .push(Finding::new(Severity::Info, &s::CHANGE_COUNTS, "/ownership_change", &date).rule("Annex I Art 4(2)"));
        if change.kind == OwnershipChangeKind::LeftGroup {
            found.push(Finding::new(Severity::Warn, &s::LEAVING_PRACTICE, "/leaving_group_immediate", &[]));
        }
    }
    let enterprise = net.enterprise(net.focus);
    let estimated = a.facts.accounts(net.focus, 0).is_none() && enterprise.is_some_and(|e| e.estimate.is_some());
    if estimated {
        found.push(Finding::new(Severity::Info, &s::ESTIMATED, focus, &[]).rule("Annex I Art 4(3)"));
    } else if a.plan.used == 1 && a.plan.start == Start::FirstClosing && input.ownership_change.is_none() {
        found.push(Finding::new(Severity::Warn, &s::ONE_CLOSING, focus, &[]).rule("Annex I Art 4(2)"));
    } else if let Some(classes) = a.other_classes_by_earlier_accounts() {
        let args = [("list", Arg::list(classes.iter().map(|class| class.text())))];
        found.push(Finding::new(Severity::Warn, &s::EARLIER_COUNTS, "/earlier_status", &args).rule("Annex I Art 4(2)"));
    }
    for entry in enterprise.into_iter().flat_map(|e| &e.accounts) {
        if !entry.approved || entry.closing > input.as_of {
            let date = [("date", Arg::from(entry.closing))];
            found.push(Finding::new(Severity::Info, &s::IGNORED, focus, &date).rule("Annex I Art 4(1)"));
        }
    }
    for (position, group) in input.acting_jointly.iter().enumerate() {
        if group.family && group.acting_jointly.given().is_none() {
            let sentence = match input.family {
                FamilyTies::AskForJointAction => &s::FAMILY,
                FamilyTies::PresumeJointAction => &s::FAMILY_PRESUMED,
            };
            found.push(Finding::new(Severity::Warn, sentence, format!("/acting_jointly/{position}"), &[]));
        }
    }
    for node in &input.enterprises {
        if node.unlisted_holders.given() == Some(&UnlistedHolders::DispersedDeclaration) {
            let args = [("node", Arg::from(&node.id))];
            found.push(Finding::new(Severity::Info, &s::DISPERSED, node.id.as_str(), &args).rule("Annex I Art 3(5)"));
        }
    }
    for (node, exempt) in (0..net.enterprises).zip(&a.low.exempt) {
        if *exempt {
            let id = net.id(node);
            let args = [("node", Arg::from(id))];
            found
                .push(Finding::new(Severity::Info, &s::EXEMPT, id.as_str(), &args).rule("Annex I Art 3(2) subpara. 2"));
        }
    }
    let one_only = |h: &super::graph::Holding| h.capital.given().is_some() != h.votes.given().is_some();
    if input.votes_follow_capital && input.holdings.iter().any(one_only) {
        found.push(Finding::new(Severity::Warn, &s::VOTES_ASSUMED, "/votes_follow_capital", &[]));
    }
    if a.high.as_ref().unwrap_or(&a.low).boundless {
        found.push(Finding::new(Severity::Warn, &s::BEYOND_LIST, focus, &[]));
    }
    found
}

/// Two structures under which the figures come out the same.
fn alike(a: &Structure, b: &Structure) -> bool {
    (&a.weight, a.boundless, a.public) == (&b.weight, b.boundless, b.public)
}

/// A question on its way to the grounds.
type Asked = (Pointer, &'static Sentence, Vec<(&'static str, Arg)>);

fn questions(a: &Assessment<'_, '_>, gather: &mut Gather) {
    let net = &a.net;
    let high = a.high.as_ref().unwrap_or(&a.low);
    let mut found: Vec<Asked> = Vec::new();
    for atom in &a.atoms {
        let matters = net.nodes > MAX_TRIED
            || !alike(&Evaluator::run(a.parts(), &a.law, Completion::LowBut(*atom)).0, &a.low)
            || !alike(&Evaluator::run(a.parts(), &a.law, Completion::HighBut(*atom)).0, high);
        if matters {
            found.push(ask(a, *atom));
        }
    }
    for edge in &net.edges {
        let counts = |node: u32| high.weight.get(node as usize).is_some_and(|weight| *weight > 0);
        let open = edge.capital.low < edge.capital.high || edge.votes.low < edge.votes.high;
        if open && (counts(edge.target) || counts(edge.holder)) {
            let args = vec![("holder", net.id(edge.holder).into()), ("node", net.id(edge.target).into())];
            found.push((Pointer::root().field("holdings").index(edge.source as usize), &s::ASK_SHARE, args));
        }
    }
    ask_figures(a, high, &mut found);
    if found.is_empty() {
        // Only the course of the status is left: what lies before the oldest accounts.
        let at = Pointer::root().field("enterprises").index(net.focus as usize).field("accounts");
        found.push((at, &s::ASK_EARLIER, Vec::new()));
    }
    for (about, question, args) in found.iter().take(MAX_QUESTIONS) {
        gather.question(about, question, args);
    }
}

fn ask(a: &Assessment<'_, '_>, atom: Atom) -> Asked {
    let net = &a.net;
    let root = Pointer::root();
    let place = |node: u32| {
        if net.is_enterprise(node) {
            root.field("enterprises").index(node as usize)
        } else if net.is_person(node) {
            root.field("persons").index((node - net.enterprises) as usize)
        } else {
            root.field("public_bodies").index((node - net.persons_end) as usize)
        }
    };
    let named = |node: u32| vec![("node", Arg::from(net.id(node)))];
    match atom {
        Atom::Control(source) => {
            let at = root.field("controls").index(source as usize).field("exists");
            let control = net.graph.controls.get(source as usize);
            let name = |id: Option<&crate::base::Id>| Arg::from(id.unwrap_or(net.graph.enterprise));
            let holder = name(control.map(|control| &control.holder));
            let node = name(control.map(|control| &control.enterprise));
            (at, &s::ASK_CONTROL, vec![("holder", holder), ("node", node)])
        }
        Atom::Joint(position) => {
            let at = root.field("acting_jointly").index(position as usize).field("acting_jointly");
            let persons = a.facts.input.acting_jointly.get(position as usize).map(|group| &group.persons);
            let persons = Arg::list(persons.into_iter().flatten());
            (at, &s::ASK_JOINT, vec![("persons", persons)])
        }
        Atom::Market(x, y) => {
            (root.field("markets"), &s::ASK_MARKET, vec![("a", net.id(x).into()), ("b", net.id(y).into())])
        }
        Atom::Management(node) => {
            (place(node).field("investor").field("involved_in_management"), &s::ASK_MANAGEMENT, named(node))
        }
        Atom::Angels(node) => (root.field("holdings"), &s::ASK_ANGELS, named(node)),
        Atom::Authority(node) => (place(node).field("investor"), &s::ASK_AUTHORITY, named(node)),
        Atom::Board(node) => (place(node).field("board").field("of_public_bodies"), &s::ASK_BOARD, named(node)),
        Atom::Unlisted(node) => (place(node).field("unlisted_holders"), &s::ASK_UNLISTED, named(node)),
        Atom::OtherEnterprises(node) => (place(node).field("controls_other_enterprises"), &s::ASK_OTHER, named(node)),
    }
}

/// Asks for missing figures of enterprises that count, if that kind of figure can change the answer.
fn ask_figures(a: &Assessment<'_, '_>, high: &Structure, found: &mut Vec<Asked>) {
    let net = &a.net;
    let full = a.probe(Probe::None);
    let matters = |kind: u8| a.probe(Probe::Nothing(kind)) != full || a.probe(Probe::Beyond(kind)) != full;
    let matters = [matters(0), matters(1), matters(2)];
    for node in 0..net.enterprises {
        let counts = high.weight.get(node as usize).is_some_and(|weight| *weight > 0);
        if !counts || net.consolidated_in.get(node as usize).is_some_and(|parent| *parent != NONE) {
            continue;
        }
        for period in 0..a.plan.used.min(a.facts.periods) {
            let figures = a.facts.figures(node, period);
            let missing = [figures.awu.is_none(), figures.turnover.is_none(), figures.balance.is_none()];
            let wanted: Vec<usize> =
                (0..3).filter(|kind| matters.get(*kind) == Some(&true) && missing.get(*kind) == Some(&true)).collect();
            let args = vec![("node", Arg::from(net.id(node))), ("period", Arg::from(period + 1))];
            let at = Pointer::root().field("enterprises").index(node as usize).field("accounts");
            if wanted.len() == 3 {
                found.push((at, &s::ASK_ACCOUNTS, args));
                continue;
            }
            for kind in wanted {
                let sentence = match kind {
                    0 => &s::ASK_AWU,
                    1 => &s::ASK_TURNOVER,
                    _ => &s::ASK_BALANCE,
                };
                found.push((at.clone(), sentence, args.clone()));
            }
        }
    }
}

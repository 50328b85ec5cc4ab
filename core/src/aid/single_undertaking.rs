//! Which enterprises form one undertaking for de minimis aid (Reg. (EU) 2023/2831 Art 2(2)).
//!
//! Other than the SME definition it knows no partners and no markets: only control, (a) to (d), also through other
//! enterprises, seen within one member state, and never through a public body.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::grounds::{Gather, Grounds};
use crate::base::law::{Law, Rule};
use crate::base::text::{Arg, sentences};
use crate::base::{Code, Date, Error, Id, MemberState, Pointer, Problem, Problems, SchemaVersion, Severity, Truth};
use crate::company::forest::{Basis, Forest, Link, Paths};
use crate::company::graph::{Control, ControlRight, Enterprise, Holding, Ownership, Person, PublicBody};
use crate::company::ownership::{NONE, Net};

sentences! {
    ASK_VOTES = "aid.single_undertaking.ask.votes" { de: "Welchen Anteil der Stimmrechte hält {holder} an {enterprise}?", en: "Which share of the votes does {holder} hold in {enterprise}?" }
    ASK_RIGHT = "aid.single_undertaking.ask.right" { de: "Besteht das Beherrschungsrecht von {holder} über {enterprise}?", en: "Does the control right of {holder} over {enterprise} exist?" }
    PERSONS = "aid.single_undertaking.persons" { de: "Über natürliche Personen gerechnet gehörten andere Unternehmen dazu ({list}). Der Wortlaut kennt das nicht; die Praxis ist uneinheitlich und nicht nachgelesen.", en: "Counted through natural persons, other enterprises would belong ({list}). The text does not know this; practice differs and was not re-read." }
    OTHER_STATES = "aid.single_undertaking.other_states" { de: "Nur über Unternehmen in anderen Mitgliedstaaten sind verbunden: {list}. Ob das zählt, ist uneinheitlich und nicht nachgelesen.", en: "Connected only through enterprises in other member states: {list}. Whether that counts differs and was not re-read." }
    PUBLIC = "aid.single_undertaking.public" { de: "Über eine öffentliche Stelle allein werden Unternehmen nicht zu einem einzigen Unternehmen (Erwägungsgrund 5).", en: "A public body alone does not make enterprises one undertaking (recital 5)." }
    ASK_CONSOLIDATED = "aid.single_undertaking.ask.consolidated" { de: "{holder} bezieht {enterprise} voll in seinen Konzernabschluss ein. Worauf beruht die Beherrschung: Stimmenmehrheit, Bestellungsrecht, beherrschender Einfluss?", en: "{holder} includes {enterprise} in full in its consolidated accounts. On what does control rest: majority of votes, right of appointment, dominant influence?" }
    NO_LAW = "aid.single_undertaking.no_law" { de: "ein Tag, für den der Rechtskatalog De-minimis-Regeln enthält (2014 bis 2032)", en: "a day for which the law catalogue holds de minimis rules (2014 to 2032)" }
    SAME_STATE = "aid.single_undertaking.same_state" { de: "ein Unternehmen im Mitgliedstaat, nach dem gefragt ist", en: "an enterprise in the member state asked for" }
}

/// Who controls whom. A holding or right that is not listed does not exist. The lists are those of `company.size`;
/// what only matters for the size (accounts, capital, investors) may be given and is not read.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SingleUndertakingInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The enterprise that applies.
    pub enterprise: Id,
    /// The day as of which the control holds, from 2014-01-01.
    pub as_of: Date,
    /// The member state whose ceiling is asked for; Germany unless stated.
    #[serde(default = "MemberState::germany")]
    pub member_state: MemberState,
    /// Enterprises, among them the one that applies.
    pub enterprises: Vec<Enterprise>,
    /// Natural persons.
    #[serde(default)]
    pub persons: Vec<Person>,
    /// Public bodies.
    #[serde(default)]
    pub public_bodies: Vec<PublicBody>,
    /// Shares of votes.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// Control beside votes, (b) to (d).
    #[serde(default)]
    pub controls: Vec<Control>,
    /// Take votes equal to capital where only the capital is given. A declared assumption.
    #[serde(default)]
    pub votes_follow_capital: bool,
    /// Do natural persons connect the enterprises they control? Default: no, as the text has it.
    #[serde(default)]
    pub natural_persons: Connects,
    /// Do enterprises in other member states connect those in this one? Default: yes, the cautious reading.
    #[serde(default = "Connects::yes")]
    pub other_member_states: Connects,
}

/// Whether a kind of node connects the enterprises it controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Connects {
    /// No.
    #[default]
    DoNotConnect,
    /// Yes.
    Connect,
}

impl Connects {
    const fn yes() -> Self {
        Self::Connect
    }
}

/// The relations of Art 2(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlLimb {
    /// (a): majority of the votes, alone or with enterprises already connected.
    MajorityOfVotes,
    /// (b): right to appoint or remove a majority of the administrative, management or supervisory body.
    AppointsBoard,
    /// (c): dominant influence by contract or articles.
    DominantInfluence,
    /// (d): sole control of a majority of votes by agreement.
    VotingAgreement,
    /// Included in full in consolidated accounts: control is likely, the relation behind it has to be named.
    Consolidated,
}

/// The single undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SingleUndertaking {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The enterprise that applies.
    pub enterprise: Id,
    /// The member state asked for.
    pub member_state: MemberState,
    /// The enterprises that belong or may belong, in order of id, the applicant among them.
    pub members: Vec<UndertakingMember>,
    /// Is the list certain?
    pub complete: bool,
    /// The rules, questions and findings behind the answer.
    pub grounds: Grounds,
}

/// An enterprise of the single undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UndertakingMember {
    /// The enterprise.
    pub id: Id,
    /// Does it belong? *Open* while a fact is missing; who does not belong is not listed.
    pub belongs: Truth,
    /// How it is connected with the applicant, step by step.
    pub path: Vec<ControlStep>,
}

/// One control on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ControlStep {
    /// Who controls.
    pub holder: Id,
    /// Whom.
    pub enterprise: Id,
    /// By which relation.
    pub limb: ControlLimb,
}

/// The enterprises that form one undertaking with the applicant.
///
/// Votes of connected enterprises in the same target are added, because control through other enterprises counts.
///
/// # Errors
/// All problems of the document: unknown or repeated ids, shares outside 0 to 1, votes above all of an enterprise, an
/// applicant in another member state, too many nodes, a day without de minimis law.
pub fn single_undertaking(input: &SingleUndertakingInput) -> Result<SingleUndertaking, Error> {
    single_undertaking_under(input, Law::embedded())
}

/// The same under a law of the caller's.
///
/// # Errors
/// As [`single_undertaking`].
pub fn single_undertaking_under(input: &SingleUndertakingInput, law: &Law) -> Result<SingleUndertaking, Error> {
    let view = View::new(input, law)?;
    let root = Pointer::root();
    let mut gather = Gather::default();
    gather.decisive(view.majority);
    let readings = view.readings();
    let (sure, possible) = (view.group(readings, false), view.group(readings, true));
    let mut members: Vec<UndertakingMember> = (0..view.net.enterprises)
        .filter(|node| possible.holds(*node) && view.is_here(*node))
        .map(|node| {
            let certain = sure.holds(node);
            UndertakingMember {
                id: view.net.id(node).clone(),
                belongs: if certain { Truth::Yes } else { Truth::Open },
                path: view.path(if certain { &sure } else { &possible }, node),
            }
        })
        .collect();
    members.sort_by(|a, b| a.id.cmp(&b.id));
    let complete = members.iter().all(|member| member.belongs.is_yes());
    if !complete {
        view.ask(&mut gather);
    }
    let difference = |other: Readings| -> Vec<String> {
        let others = view.group(other, true);
        let mut ids: Vec<String> = (0..view.net.enterprises)
            .filter(|node| view.is_here(*node) && possible.holds(*node) != others.holds(*node))
            .map(|node| view.net.id(node).to_string())
            .collect();
        ids.sort_unstable();
        ids
    };
    let persons = difference(Readings { persons: flip(readings.persons), ..readings });
    if !persons.is_empty() {
        let args = [("list", Arg::list(persons))];
        gather.notice(Severity::Warn, &PERSONS, &root.field("natural_persons"), &args);
    }
    let states = difference(Readings { other_states: flip(readings.other_states), ..readings });
    if !states.is_empty() {
        let args = [("list", Arg::list(states))];
        gather.notice(Severity::Warn, &OTHER_STATES, &root.field("other_member_states"), &args);
    }
    if view.net.edges.iter().any(|edge| edge.holder >= view.net.persons_end) {
        gather.notice(Severity::Info, &PUBLIC, &root.field("public_bodies"), &[]);
    }
    Ok(SingleUndertaking {
        schema_version: SchemaVersion,
        enterprise: input.enterprise.clone(),
        member_state: input.member_state,
        members,
        complete,
        grounds: gather.finish(),
    })
}

/// The enterprises that belong (*yes*) or may belong (*open*), in the order of the document: the answer without words,
/// under a law of the caller's.
///
/// # Errors
/// As [`single_undertaking`].
pub fn members<'i>(input: &'i SingleUndertakingInput, law: &'i Law) -> Result<Vec<(&'i Id, Truth)>, Error> {
    let view = View::new(input, law)?;
    let sure = view.group(view.readings(), false);
    let possible = if view.is_settled() { None } else { Some(view.group(view.readings(), true)) };
    let belongs = |node: u32| match (sure.holds(node), &possible) {
        (true, _) => Some(Truth::Yes),
        (false, Some(possible)) if possible.holds(node) => Some(Truth::Open),
        _ => None,
    };
    let here = (0..view.net.enterprises).filter(|node| view.is_here(*node));
    Ok(here.filter_map(|node| Some((view.net.id(node), belongs(node)?))).collect())
}

impl SingleUndertakingInput {
    fn ownership(&self) -> Ownership<'_> {
        Ownership {
            enterprise: &self.enterprise,
            enterprises: &self.enterprises,
            persons: &self.persons,
            public_bodies: &self.public_bodies,
            holdings: &self.holdings,
            controls: &self.controls,
            votes_follow_capital: self.votes_follow_capital,
        }
    }
}

const fn flip(reading: Connects) -> Connects {
    match reading {
        Connects::Connect => Connects::DoNotConnect,
        Connects::DoNotConnect => Connects::Connect,
    }
}

#[derive(Clone, Copy)]
struct Readings {
    persons: Connects,
    other_states: Connects,
}

/// The nodes that belong with the applicant.
struct Group {
    inside: Vec<bool>,
    links: Vec<Link>,
}

impl Group {
    fn holds(&self, node: u32) -> bool {
        self.inside.get(node as usize).copied().unwrap_or(false)
    }
}

struct View<'a> {
    input: &'a SingleUndertakingInput,
    net: Net<'a>,
    majority: &'a Rule,
}

impl<'a> View<'a> {
    /// Checks the document.
    fn new(input: &'a SingleUndertakingInput, law: &'a Law) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let majority = law.rule("de_minimis.single_undertaking.votes", input.as_of);
        if majority.is_none() {
            let at = Pointer::root().field("as_of");
            problems.push(Problem::new(Code::OutOfRange, at).found(input.as_of).expected(NO_LAW.text()));
        }
        let net = Net::read(input.ownership(), &mut problems);
        if let Some(applicant) = net.as_ref().and_then(|net| net.enterprise(net.focus))
            && applicant.member_state != input.member_state
        {
            let at = Pointer::root().field("enterprise");
            let found = applicant.member_state.code();
            problems.push(Problem::new(Code::Contradiction, at).found(found).expected(SAME_STATE.text()));
        }
        problems.finish()?;
        // Without problems there are both.
        let (net, majority) =
            net.zip(majority).ok_or_else(|| Error::from(Problem::new(Code::TooMany, Pointer::root())))?;
        Ok(Self { input, net, majority })
    }

    const fn readings(&self) -> Readings {
        Readings { persons: self.input.natural_persons, other_states: self.input.other_member_states }
    }

    /// Is every fact known that could connect?
    fn is_settled(&self) -> bool {
        let net = &self.net;
        net.edges.iter().all(|edge| edge.votes.low == edge.votes.high)
            && net.ties.iter().all(|tie| !tie.exists.is_open())
            && net.consolidated_in.iter().all(|parent| *parent == NONE)
    }

    fn is_here(&self, node: u32) -> bool {
        self.net.enterprise(node).is_some_and(|enterprise| enterprise.member_state == self.input.member_state)
    }

    /// Does the node connect what it controls? Public bodies never do.
    fn connects(&self, node: u32, readings: Readings) -> bool {
        if self.net.is_enterprise(node) {
            self.is_here(node) || readings.other_states == Connects::Connect
        } else {
            self.net.is_person(node) && readings.persons == Connects::Connect
        }
    }

    /// The nodes connected with the applicant. `hopeful`: missing facts are taken to connect.
    fn group(&self, readings: Readings, hopeful: bool) -> Group {
        let net = &self.net;
        let counts = |node: u32| self.connects(node, readings);
        let mut forest = Forest::new(net.nodes);
        for tie in net.ties.iter().filter(|tie| counts(tie.holder) && counts(tie.target)) {
            if tie.exists.is_yes() || (hopeful && tie.exists.is_open()) {
                forest.link(tie.holder, tie.target, Basis::Right(tie.source));
            }
        }
        if hopeful {
            for (node, parent) in (0..net.enterprises).zip(&net.consolidated_in) {
                if *parent != NONE && counts(node) && counts(*parent) {
                    forest.link(*parent, node, Basis::Consolidated);
                }
            }
        }
        forest.close_over_votes(net, counts, hopeful, |votes| net.stands(self.majority, votes));
        let root = forest.root(net.focus);
        let inside = (0..net.nodes).map(|node| forest.root(node) == root).collect();
        Group { inside, links: forest.links }
    }

    /// The shortest way from the applicant over the controls found.
    fn path(&self, group: &Group, node: u32) -> Vec<ControlStep> {
        let paths = Paths::new(&group.links, self.net.nodes, self.net.focus);
        let limb = |link: &Link| match link.basis {
            Basis::Votes(_) => ControlLimb::MajorityOfVotes,
            Basis::Right(source) => match self.input.controls.get(source as usize).map(|control| control.right) {
                Some(ControlRight::DominantInfluence) => ControlLimb::DominantInfluence,
                Some(ControlRight::VotingAgreement) => ControlLimb::VotingAgreement,
                Some(ControlRight::AppointsBoard) | None => ControlLimb::AppointsBoard,
            },
            Basis::Consolidated | Basis::Person(_) => ControlLimb::Consolidated,
        };
        let step = |link: Link| ControlStep {
            holder: self.net.id(link.from).clone(),
            enterprise: self.net.id(link.to).clone(),
            limb: limb(&link),
        };
        paths.to(node).into_iter().map(step).collect()
    }

    fn ask(&self, gather: &mut Gather) {
        let root = Pointer::root();
        let ends = |holder: u32, target: u32| {
            [("holder", self.net.id(holder).into()), ("enterprise", self.net.id(target).into())]
        };
        for edge in self.net.edges.iter().filter(|edge| edge.votes.low < edge.votes.high) {
            if edge.holder < self.net.persons_end {
                let at = root.field("holdings").index(edge.source as usize).field("votes");
                gather.question(&at, &ASK_VOTES, &ends(edge.holder, edge.target));
            }
        }
        for tie in self.net.ties.iter().filter(|tie| tie.exists.is_open()) {
            let at = root.field("controls").index(tie.source as usize).field("exists");
            gather.question(&at, &ASK_RIGHT, &ends(tie.holder, tie.target));
        }
        for (node, parent) in (0..self.net.enterprises).zip(&self.net.consolidated_in) {
            if *parent != NONE {
                gather.question(&root.field("controls"), &ASK_CONSOLIDATED, &ends(*parent, node));
            }
        }
    }
}

//! Which enterprises form one undertaking for de minimis aid (Reg. (EU) 2023/2831 Art 2(2)).
//!
//! Other than the SME definition it knows no partners and no markets: only control, (a) to (d), also through other
//! enterprises, seen within one member state, and never through a public body.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::basis::{Gather, Grounds};
use super::member_state::MemberState;
use crate::base::law::Law;
use crate::base::text::sentences;
use crate::base::{Answer, Code, Date, Error, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity, Truth};

/// Most enterprises, persons and public bodies together.
pub const MAX_NODES: usize = 2_000;
/// Most holdings, and most control rights.
pub const MAX_EDGES: usize = 10_000;

sentences! {
    ASK_VOTES = "aid.single_undertaking.ask.votes" { de: "Welchen Anteil der Stimmrechte hält {holder} an {enterprise}?", en: "Which share of the votes does {holder} hold in {enterprise}?" }
    ASK_RIGHT = "aid.single_undertaking.ask.right" { de: "Besteht das Beherrschungsrecht von {holder} über {enterprise}?", en: "Does the control right of {holder} over {enterprise} exist?" }
    PERSONS = "aid.single_undertaking.persons" { de: "Über natürliche Personen gerechnet gehörten andere Unternehmen dazu ({list}). Der Wortlaut kennt das nicht; die Praxis ist uneinheitlich und nicht nachgelesen.", en: "Counted through natural persons, other enterprises would belong ({list}). The text does not know this; practice differs and was not re-read." }
    OTHER_STATES = "aid.single_undertaking.other_states" { de: "Nur über Unternehmen in anderen Mitgliedstaaten sind verbunden: {list}. Ob das zählt, ist uneinheitlich und nicht nachgelesen.", en: "Connected only through enterprises in other member states: {list}. Whether that counts differs and was not re-read." }
    PUBLIC = "aid.single_undertaking.public" { de: "Über eine öffentliche Stelle allein werden Unternehmen nicht zu einem einzigen Unternehmen (Erwägungsgrund 5).", en: "A public body alone does not make enterprises one undertaking (recital 5)." }
    SHARE = "aid.single_undertaking.share" { de: "ein Anteil von 0 bis 1", en: "a share from 0 to 1" }
    SUM = "aid.single_undertaking.sum" { de: "höchstens alle Stimmrechte eines Unternehmens", en: "at most all votes of an enterprise" }
    SAME_STATE = "aid.single_undertaking.same_state" { de: "ein Unternehmen im Mitgliedstaat, nach dem gefragt ist", en: "an enterprise in the member state asked for" }
}

/// Who controls whom. A holding or right that is not listed does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SingleUndertakingInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The enterprise that applies.
    pub enterprise: Id,
    /// The day as of which the control holds.
    pub as_of: Date,
    /// The member state whose ceiling is asked for; Germany unless stated.
    #[serde(default = "MemberState::germany")]
    pub member_state: MemberState,
    /// Enterprises, among them the one that applies.
    pub enterprises: Vec<ControlledEnterprise>,
    /// Natural persons.
    #[serde(default)]
    pub persons: Vec<Id>,
    /// Public bodies.
    #[serde(default)]
    pub public_bodies: Vec<Id>,
    /// Shares of votes.
    #[serde(default)]
    pub holdings: Vec<VotingShare>,
    /// Control beside votes, (b) to (d).
    #[serde(default)]
    pub controls: Vec<ControlClaim>,
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

/// An enterprise and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlledEnterprise {
    /// Unique among all nodes.
    pub id: Id,
    /// Its member state; Germany unless stated.
    #[serde(default = "MemberState::germany")]
    pub member_state: MemberState,
}

/// A share of votes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VotingShare {
    /// Who holds.
    pub holder: Id,
    /// In which enterprise.
    pub enterprise: Id,
    /// Share of the votes, 0 to 1.
    #[serde(default)]
    pub votes: Answer<Ratio>,
}

/// A control right beside votes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlClaim {
    /// Who holds the right.
    pub holder: Id,
    /// Over which enterprise.
    pub enterprise: Id,
    /// Which right.
    pub limb: ControlLimb,
    /// Does it exist?
    #[serde(default)]
    pub exists: Answer<bool>,
}

/// The relations of Art 2(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
/// applicant in another member state, too many nodes.
pub fn single_undertaking(input: &SingleUndertakingInput) -> Result<SingleUndertaking, Error> {
    check(input)?;
    let law = Law::embedded();
    let mut gather = Gather::default();
    let majority = law.rule("de_minimis.single_undertaking.votes", input.as_of);
    if let Some(rule) = majority {
        gather.decisive(rule);
    }
    let threshold = majority.map_or_else(|| Ratio::permille(500), |rule| rule.share());
    let graph = Graph::new(input, threshold);
    let readings = Readings { persons: input.natural_persons, other_states: input.other_member_states };
    let sure = graph.members(readings, false);
    let possible = graph.members(readings, true);
    let mut members = Vec::new();
    for (id, path) in &possible {
        let certain = sure.get(id);
        members.push(UndertakingMember {
            id: (*id).clone(),
            belongs: if certain.is_some() { Truth::Yes } else { Truth::Open },
            path: certain.unwrap_or(path).clone(),
        });
    }
    let complete = members.iter().all(|member| member.belongs.is_yes());
    if !complete {
        graph.ask(&mut gather);
    }
    let root = Pointer::root();
    let difference = |other: Readings| -> Vec<String> {
        let others = graph.members(other, true);
        let all: BTreeSet<&Id> = possible.keys().chain(others.keys()).copied().collect();
        all.into_iter()
            .filter(|id| possible.contains_key(*id) != others.contains_key(*id))
            .map(|id| id.as_str().to_owned())
            .collect()
    };
    let persons = difference(Readings { persons: flip(readings.persons), ..readings });
    if !persons.is_empty() {
        let args = [("list", crate::base::text::Arg::list(persons))];
        gather.notice(Severity::Warn, &PERSONS, &root.field("natural_persons"), &args);
    }
    let states = difference(Readings { other_states: flip(readings.other_states), ..readings });
    if !states.is_empty() {
        let args = [("list", crate::base::text::Arg::list(states))];
        gather.notice(Severity::Warn, &OTHER_STATES, &root.field("other_member_states"), &args);
    }
    if input.holdings.iter().any(|holding| input.public_bodies.contains(&holding.holder)) {
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum NodeKind {
    Here,
    Elsewhere,
    Person,
    PublicBody,
}

struct Graph<'a> {
    input: &'a SingleUndertakingInput,
    threshold: Ratio,
    kinds: BTreeMap<&'a Id, NodeKind>,
    /// What the known votes of an enterprise leave over.
    left_over: BTreeMap<&'a Id, Ratio>,
}

impl<'a> Graph<'a> {
    fn new(input: &'a SingleUndertakingInput, threshold: Ratio) -> Self {
        let mut kinds = BTreeMap::new();
        for enterprise in &input.enterprises {
            let here = enterprise.member_state == input.member_state;
            kinds.insert(&enterprise.id, if here { NodeKind::Here } else { NodeKind::Elsewhere });
        }
        kinds.extend(input.persons.iter().map(|id| (id, NodeKind::Person)));
        kinds.extend(input.public_bodies.iter().map(|id| (id, NodeKind::PublicBody)));
        let mut left_over: BTreeMap<&Id, Ratio> = BTreeMap::new();
        for holding in &input.holdings {
            let left = left_over.entry(&holding.enterprise).or_insert_with(Ratio::one);
            if let Answer::Given(votes) = &holding.votes {
                *left = left.clone() - votes;
            }
        }
        Self { input, threshold, kinds, left_over }
    }

    fn connects(&self, id: &Id, readings: Readings) -> bool {
        match self.kinds.get(id) {
            Some(NodeKind::Here) => true,
            Some(NodeKind::Elsewhere) => readings.other_states == Connects::Connect,
            Some(NodeKind::Person) => readings.persons == Connects::Connect,
            Some(NodeKind::PublicBody) | None => false,
        }
    }

    /// The enterprises of this member state that are connected with the applicant, each with its path. `hopeful`:
    /// missing facts are taken to connect.
    fn members(&self, readings: Readings, hopeful: bool) -> BTreeMap<&'a Id, Vec<ControlStep>> {
        let mut components = Components::default();
        let mut edges: Vec<(&Id, &Id, ControlLimb)> = Vec::new();
        let holds = |answer: &Answer<bool>| answer.given().copied().unwrap_or(hopeful);
        for control in &self.input.controls {
            let both = self.connects(&control.holder, readings) && self.connects(&control.enterprise, readings);
            if both && holds(&control.exists) {
                components.join(&control.holder, &control.enterprise);
                edges.push((&control.holder, &control.enterprise, control.limb));
            }
        }
        loop {
            // Votes of everyone in the same component are added.
            let mut sums: BTreeMap<(&Id, &Id), (Ratio, bool, Vec<&Id>)> = BTreeMap::new();
            for holding in &self.input.holdings {
                let (holder, target) = (&holding.holder, &holding.enterprise);
                if !self.connects(holder, readings) || !self.connects(target, readings) {
                    continue;
                }
                let (from, to) = (components.root(holder), components.root(target));
                if from == to {
                    continue;
                }
                let entry = sums.entry((from, target)).or_insert_with(|| (Ratio::zero(), false, Vec::new()));
                match &holding.votes {
                    Answer::Given(votes) => entry.0 += votes,
                    Answer::NotAsked | Answer::DontKnow => entry.1 = true,
                }
                entry.2.push(holder);
            }
            let before = edges.len();
            for ((_, target), (mut votes, unknown, holders)) in sums {
                if unknown && hopeful {
                    votes += self.left_over.get(target).unwrap_or(&Ratio::zero());
                }
                if votes > self.threshold {
                    for holder in holders {
                        components.join(holder, target);
                        edges.push((holder, target, ControlLimb::MajorityOfVotes));
                    }
                }
            }
            if edges.len() == before {
                break;
            }
        }
        self.paths(&edges)
    }

    /// Shortest ways from the applicant over the controls found.
    fn paths(&self, edges: &[(&'a Id, &'a Id, ControlLimb)]) -> BTreeMap<&'a Id, Vec<ControlStep>> {
        let mut neighbours: BTreeMap<&Id, Vec<(&'a Id, usize)>> = BTreeMap::new();
        for (index, (holder, target, _)) in edges.iter().enumerate() {
            neighbours.entry(holder).or_default().push((target, index));
            neighbours.entry(target).or_default().push((holder, index));
        }
        let start = &self.input.enterprise;
        let mut came: BTreeMap<&'a Id, Option<(&'a Id, usize)>> = BTreeMap::from([(start, None)]);
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for (next, edge) in neighbours.get(node).into_iter().flatten() {
                if !came.contains_key(next) {
                    came.insert(next, Some((node, *edge)));
                    queue.push_back(next);
                }
            }
        }
        let path = |id: &'a Id| {
            let mut steps = Vec::new();
            let mut node = id;
            while let Some(Some((before, edge))) = came.get(node) {
                if let Some((holder, target, limb)) = edges.get(*edge) {
                    let (holder, enterprise) = ((*holder).clone(), (*target).clone());
                    steps.push(ControlStep { holder, enterprise, limb: *limb });
                }
                node = before;
            }
            steps.reverse();
            steps
        };
        came.keys().filter(|id| self.kinds.get(*id) == Some(&NodeKind::Here)).map(|id| (*id, path(id))).collect()
    }

    fn ask(&self, gather: &mut Gather) {
        let root = Pointer::root();
        for (index, holding) in self.input.holdings.iter().enumerate() {
            if holding.votes.given().is_none() && self.kinds.get(&holding.holder) != Some(&NodeKind::PublicBody) {
                let at = root.field("holdings").index(index).field("votes");
                let args = [("holder", (&holding.holder).into()), ("enterprise", (&holding.enterprise).into())];
                gather.question(&at, &ASK_VOTES, &args);
            }
        }
        for (index, control) in self.input.controls.iter().enumerate() {
            if control.exists.given().is_none() {
                let at = root.field("controls").index(index).field("exists");
                let args = [("holder", (&control.holder).into()), ("enterprise", (&control.enterprise).into())];
                gather.question(&at, &ASK_RIGHT, &args);
            }
        }
    }
}

/// Which nodes are connected: each node points towards the first of its component.
#[derive(Default)]
struct Components<'a> {
    up: BTreeMap<&'a Id, &'a Id>,
}

impl<'a> Components<'a> {
    fn root(&mut self, id: &'a Id) -> &'a Id {
        let mut root = id;
        while let Some(next) = self.up.get(root) {
            root = next;
        }
        // Point everything on the way straight at the root.
        let mut node = id;
        while let Some(next) = self.up.insert(node, root).filter(|next| *next != root) {
            node = next;
        }
        self.up.remove(root);
        root
    }
    fn join(&mut self, a: &'a Id, b: &'a Id) {
        let (a, b) = (self.root(a), self.root(b));
        match a.cmp(b) {
            std::cmp::Ordering::Less => self.up.insert(b, a),
            std::cmp::Ordering::Greater => self.up.insert(a, b),
            std::cmp::Ordering::Equal => None,
        };
    }
}

fn check(input: &SingleUndertakingInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let count = input.enterprises.len() + input.persons.len() + input.public_bodies.len();
    problems.at_most(root.field("enterprises"), count, MAX_NODES);
    problems.at_most(root.field("holdings"), input.holdings.len(), MAX_EDGES);
    problems.at_most(root.field("controls"), input.controls.len(), MAX_EDGES);
    // Too much to look at: the rest would only repeat it.
    if !problems.is_empty() {
        return problems.finish();
    }
    let mut seen = BTreeSet::new();
    let all = input.enterprises.iter().map(|e| &e.id).enumerate().map(|(i, id)| ("enterprises", i, id));
    let all = all.chain(input.persons.iter().enumerate().map(|(i, id)| ("persons", i, id)));
    for (list, index, id) in all.chain(input.public_bodies.iter().enumerate().map(|(i, id)| ("public_bodies", i, id))) {
        if !seen.insert(id) {
            problems.push(Problem::new(Code::DuplicateId, root.field(list).index(index)).found(id));
        }
    }
    let enterprises: BTreeSet<&Id> = input.enterprises.iter().map(|enterprise| &enterprise.id).collect();
    let mut refer = |at: Pointer, id: &Id, known: &BTreeSet<&Id>| {
        if !known.contains(id) {
            problems.reference(at, id.as_str(), known.iter().map(|id| id.as_str()));
        }
    };
    refer(root.field("enterprise"), &input.enterprise, &enterprises);
    for (index, holding) in input.holdings.iter().enumerate() {
        let at = root.field("holdings").index(index);
        refer(at.field("holder"), &holding.holder, &seen);
        refer(at.field("enterprise"), &holding.enterprise, &enterprises);
    }
    for (index, control) in input.controls.iter().enumerate() {
        let at = root.field("controls").index(index);
        refer(at.field("holder"), &control.holder, &seen);
        refer(at.field("enterprise"), &control.enterprise, &enterprises);
    }
    let mut sums: BTreeMap<&Id, Ratio> = BTreeMap::new();
    for (index, holding) in input.holdings.iter().enumerate() {
        let Answer::Given(votes) = &holding.votes else { continue };
        let at = root.field("holdings").index(index).field("votes");
        if votes.is_negative() || *votes > Ratio::one() {
            problems.push(Problem::new(Code::OutOfRange, at).found(votes).expected(SHARE.text()));
            continue;
        }
        let sum = sums.entry(&holding.enterprise).or_insert_with(Ratio::zero);
        let within = *sum <= Ratio::one();
        *sum += votes;
        if within && *sum > Ratio::one() {
            problems.push(Problem::new(Code::SumExceeded, at).found(&*sum).expected(SUM.text()));
        }
    }
    if let Some(applicant) = input.enterprises.iter().find(|enterprise| enterprise.id == input.enterprise)
        && applicant.member_state != input.member_state
    {
        let found = applicant.member_state.code();
        let at = root.field("enterprise");
        problems.push(Problem::new(Code::Contradiction, at).found(found).expected(SAME_STATE.text()));
    }
    problems.finish()
}

//! The ownership graph as a document states it: enterprises, persons, public bodies, and what ties them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::accounts::{Accounts, Forecast};
use crate::base::{Answer, Date, Id, MemberState, Money, Ratio, SchemaVersion};

/// Most enterprises, persons and public bodies together.
pub const MAX_NODES: usize = 2_000;
/// Most holdings, and most control rights.
pub const MAX_EDGES: usize = 10_000;
/// Most pairs of enterprises on whose markets a document speaks, and most members of joint groups.
pub const MAX_PAIRS: usize = 50_000;
/// Most accounts of one enterprise.
pub const MAX_ACCOUNTS: usize = 10;
/// Largest common denominator of all shares, and of all headcounts.
pub const MAX_DENOMINATOR: i64 = 1_000_000_000;

/// What is known of an enterprise and of everything it is tied to.
///
/// The graph is taken as complete except where a field says otherwise: a holding or a control right that is not
/// listed does not exist. What remains of the shares of an enterprise is asked for where it could matter.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SizeInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The enterprise in question.
    pub enterprise: Id,
    /// The day as of which the size is wanted: the grant date. From 2005-01-01.
    pub as_of: Date,
    /// Enterprises, among them the one in question and investors that are companies or institutes.
    pub enterprises: Vec<Enterprise>,
    /// Natural persons who hold shares or rights.
    #[serde(default)]
    pub persons: Vec<Person>,
    /// Public bodies: municipalities, Länder, chambers, public universities.
    #[serde(default)]
    pub public_bodies: Vec<PublicBody>,
    /// Shares of capital and votes.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// Control rights beside votes, Annex I Art 3(3)(b) to (d).
    #[serde(default)]
    pub controls: Vec<Control>,
    /// Groups of natural persons who may act jointly.
    #[serde(default)]
    pub acting_jointly: Vec<JointGroup>,
    /// Which enterprises work on the same or adjacent markets; asked only where persons tie them.
    #[serde(default)]
    pub markets: Vec<MarketStatement>,
    /// The last acquisition, merger or sale that changed the group.
    #[serde(default)]
    pub ownership_change: Option<OwnershipChange>,
    /// The status before the oldest accounts given.
    #[serde(default)]
    pub earlier_status: EarlierStatus,
    /// Does leaving a group give SME status at once (the Commission's guide, default), or only after two closings?
    /// Practice differs.
    #[serde(default = "yes")]
    pub leaving_group_immediate: bool,
    /// Do family members count as acting jointly where that is not stated? Default: it is asked; the Commission's guide
    /// presumes it.
    #[serde(default)]
    pub family: FamilyTies,
    /// Do seats on a board give public bodies indirect control? Default: yes, as the Court has it.
    #[serde(default)]
    pub public_board: PublicBoard,
    /// Take votes equal to capital, and the reverse, where only one of the two is given. A declared assumption.
    #[serde(default)]
    pub votes_follow_capital: bool,
}

const fn yes() -> bool {
    true
}

/// What family ties say about joint action where nothing else is stated. The Commission's guide to the SME definition
/// takes them as sufficient; the Court (C-110/13) looks at all circumstances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FamilyTies {
    /// Nothing: joint action is asked for.
    #[default]
    AskForJointAction,
    /// Joint action is presumed.
    PresumeJointAction,
}

impl SizeInput {
    /// The part of the document that says who owns and controls whom.
    pub(super) fn ownership(&self) -> Ownership<'_> {
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

/// The part of a document that says who owns and controls whom. The lists are the same wherever ownership matters, so
/// that one description of a group serves every operation.
#[derive(Debug, Clone, Copy)]
pub struct Ownership<'a> {
    /// The enterprise in question.
    pub enterprise: &'a Id,
    /// Enterprises, among them the one in question.
    pub enterprises: &'a [Enterprise],
    /// Natural persons.
    pub persons: &'a [Person],
    /// Public bodies.
    pub public_bodies: &'a [PublicBody],
    /// Shares of capital and votes.
    pub holdings: &'a [Holding],
    /// Control rights beside votes.
    pub controls: &'a [Control],
    /// Take votes equal to capital, and the reverse, where only one of the two is given.
    pub votes_follow_capital: bool,
}

/// A unit engaged in an economic activity, whatever its legal form (Annex I Art 1).
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enterprise {
    /// Unique among all nodes.
    pub id: Id,
    /// Where it is established; Germany unless stated. Matters for the single undertaking, which is seen within one
    /// member state, not for the size.
    #[serde(default = "MemberState::germany")]
    pub member_state: MemberState,
    /// Its own accounts, in any order; at most [`MAX_ACCOUNTS`].
    #[serde(default)]
    pub accounts: Vec<Accounts>,
    /// A bona-fide estimate, for a new enterprise without approved accounts (Art 4(3)).
    #[serde(default)]
    pub estimate: Option<Forecast>,
    /// Consolidated accounts that it draws up.
    #[serde(default)]
    pub consolidated: Option<Consolidated>,
    /// Is it an investor whose holding need not make a partner (Art 3(2))?
    #[serde(default)]
    pub investor: Option<Investor>,
    /// Who holds what the listed holdings leave over.
    #[serde(default)]
    pub unlisted_holders: Answer<UnlistedHolders>,
    /// Who sits on its board; matters for foundations, associations and the like that public bodies fill without holding
    /// shares.
    #[serde(default)]
    pub board: Option<Board>,
}

/// The administrative, management or supervisory body of an enterprise, or the board of trustees of a foundation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// All its seats.
    pub seats: u16,
    /// Seats of people from public bodies: ministries, municipalities, chambers, public universities.
    #[serde(default)]
    pub of_public_bodies: Answer<u16>,
}

/// Does a majority of seats of public bodies mean that they control an enterprise indirectly (Art 3(4))? The Court says so
/// of the board of a foundation (C-516/19), whether or not it manages and whether or not its members are bound by orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PublicBoard {
    /// Yes, as the Court has it.
    #[default]
    Controls,
    /// No: only shares and rights count.
    DoesNotControl,
}

impl PublicBoard {
    /// The other reading.
    pub const fn other(self) -> Self {
        match self {
            Self::Controls => Self::DoesNotControl,
            Self::DoesNotControl => Self::Controls,
        }
    }
}

/// Consolidated accounts and whom they include.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consolidated {
    /// The consolidated accounts; a headcount that they lack is built from the parts (Art 6(4)).
    pub accounts: Vec<Accounts>,
    /// The enterprises included, without the parent itself.
    pub includes: Vec<Included>,
}

/// An enterprise included in consolidated accounts.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Included {
    /// The enterprise.
    pub enterprise: Id,
    /// The share included: 1 for full consolidation, less for proportionate consolidation.
    #[serde(default = "Ratio::one")]
    pub share: Ratio,
}

/// An investor of Art 3(2) subparagraph 2.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Investor {
    /// Of which kind.
    pub kind: InvestorKind,
    /// Does it involve itself, directly or indirectly, in the management? If not, it is presumed to have no dominant
    /// influence.
    #[serde(default)]
    pub involved_in_management: Answer<bool>,
    /// Annual budget in cents; for a local authority.
    #[serde(default)]
    pub budget_cents: Answer<Money>,
    /// Inhabitants; for a local authority.
    #[serde(default)]
    pub inhabitants: Answer<u32>,
}

/// The kinds of investor that need not make a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvestorKind {
    /// Staatliche Beteiligungsgesellschaft, Art 3(2)(a).
    PublicInvestmentCorporation,
    /// Risikokapitalgesellschaft, Art 3(2)(a).
    VentureCapital,
    /// Business angels; only below a total investment of 1 250 000 EUR in the same enterprise, Art 3(2)(a).
    BusinessAngel,
    /// University, Art 3(2)(b).
    University,
    /// Non-profit research centre, Art 3(2)(b).
    NonProfitResearch,
    /// Institutional investor, Art 3(2)(c).
    Institutional,
    /// Regional development fund, Art 3(2)(c).
    RegionalDevelopmentFund,
    /// Autonomous local authority; only a small one, Art 3(2)(d).
    LocalAuthority,
}

/// Who holds the shares that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnlistedHolders {
    /// No one, alone or with enterprises linked to them, holds 25 % or more: known.
    NoneReachesQuarter,
    /// The capital is so dispersed that the holders are unknown; declared in good faith that no one holds 25 % or
    /// more (Art 3(5)).
    DispersedDeclaration,
    /// Natural persons who neither act jointly nor control other enterprises.
    UnconnectedPersons,
}

/// A natural person.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Unique among all nodes.
    pub id: Id,
    /// Does the person control enterprises that this document does not list? Asked only of persons who control.
    #[serde(default)]
    pub controls_other_enterprises: Answer<bool>,
    /// Does the person run a regular venture-capital business (business angel)?
    #[serde(default)]
    pub business_angel: bool,
}

/// A public body.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicBody {
    /// Unique among all nodes.
    pub id: Id,
    /// Is it an investor of Art 3(2), such as a university or a small local authority?
    #[serde(default)]
    pub investor: Option<Investor>,
}

/// Shares that one node holds in an enterprise.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// Who holds: an enterprise, a person or a public body.
    pub holder: Id,
    /// In which enterprise.
    pub enterprise: Id,
    /// Share of the capital, 0 to 1.
    #[serde(default)]
    pub capital: Answer<Ratio>,
    /// Share of the votes, 0 to 1.
    #[serde(default)]
    pub votes: Answer<Ratio>,
    /// Money invested in cents; matters for business angels.
    #[serde(default)]
    pub investment_cents: Answer<Money>,
}

/// A control right beside votes.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Who holds the right.
    pub holder: Id,
    /// Over which enterprise.
    pub enterprise: Id,
    /// Which right.
    pub right: ControlRight,
    /// Does it exist?
    #[serde(default)]
    pub exists: Answer<bool>,
}

/// The control rights of Annex I Art 3(3) beside the majority of votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlRight {
    /// To appoint or remove a majority of the administrative, management or supervisory body, (b).
    AppointsBoard,
    /// Dominant influence by contract or by the articles, (c).
    DominantInfluence,
    /// Sole control of a majority of votes by agreement with other shareholders, (d).
    VotingAgreement,
}

/// Natural persons who may act jointly.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JointGroup {
    /// Two or more persons.
    pub persons: Vec<Id>,
    /// Do they act jointly? Coordination that influences business decisions is enough.
    #[serde(default)]
    pub acting_jointly: Answer<bool>,
    /// Are they family? The Commission's guide takes family ties as sufficient to presume joint action.
    #[serde(default)]
    pub family: bool,
}

/// A statement about every pair among some enterprises.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarketStatement {
    /// Two or more enterprises.
    pub enterprises: Vec<Id>,
    /// Does every pair among them work, at least in part, on the same relevant market or on adjacent markets?
    pub same_or_adjacent: bool,
}

/// A change of the group.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnershipChange {
    /// When it took effect.
    pub on: Date,
    /// What happened.
    pub kind: OwnershipChangeKind,
}

/// What changed the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnershipChangeKind {
    /// The enterprise was bought, bought others or merged.
    JoinedGroup,
    /// The enterprise left a group or sold parts of its own.
    LeftGroup,
}

/// The status before the oldest accounts given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EarlierStatus {
    /// The oldest accounts given set the status (practice).
    #[default]
    AsOldestAccounts,
    /// Not known: every status is possible before the oldest accounts.
    Unknown,
    /// It was a micro enterprise.
    Micro,
    /// It was a small enterprise.
    Small,
    /// It was a medium enterprise.
    Medium,
    /// It was a small mid-cap.
    SmallMidCap,
    /// It was larger.
    Large,
}

"""State-aid law a second time: naive implementations written from the legal texts, held against the library.

Every figure is exact (whole cents or `fractions.Fraction`); random documents come from seeded generators.
"""

import datetime as dt
import itertools
import random
from fractions import Fraction

import pytest

import machbar

DAY = dt.timedelta(days=1)


def day(text):
    return dt.date.fromisoformat(text)


def years_later(date, years):
    """The same day so many years later; 29 February falls back to the 28th."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


# --- de minimis: Reg. (EU) 2023/2831 Art 3(2), recital 11 -------------------------------------------------------------

CEILING = 30_000_000


def counts(granted, on, inclusive):
    anniversary = years_later(granted, 3)
    return granted <= on and (anniversary >= on if inclusive else anniversary > on)


def headroom(grants, on, inclusive):
    """The largest new grant with which no three-year period that contains it holds more than the ceiling."""
    room = CEILING
    for end in {on} | {date for date, _ in grants if date > on}:
        if counts(on, end, inclusive):
            room = min(room, CEILING - sum(amount for date, amount in grants if counts(date, end, inclusive)))
    return max(room, 0)


def ledger(grants, on, **more):
    return machbar.call(
        "aid.de_minimis",
        {
            "as_of": on.isoformat(),
            "undertaking": [{"id": "acme"}],
            "undertaking_complete": True,
            "grants_complete": True,
            "grants": [
                {
                    "date": date.isoformat(),
                    "beneficiary": "acme",
                    "regulation": "2023/2831",
                    "value": {"form": "stated", "amount_cents": amount},
                }
                for date, amount in grants
            ],
            **more,
        },
    )


def random_grants(rng):
    grants = []
    for _ in range(rng.randrange(9)):
        date = day("2024-01-01") + DAY * rng.randrange(1900)
        if rng.random() < 0.4:
            # Near an anniversary of 29 February, where counting differs.
            date = years_later(day("2024-02-29"), rng.randrange(5)) + DAY * rng.randrange(-1, 2)
        grants.append((date, rng.choice([1, 4_000_00, 10_000_000, 29_999_999, rng.randrange(15_000_000)])))
    return grants


@pytest.mark.parametrize("edge", ["inclusive", "exclusive"])
def test_headroom_is_that_of_the_tightest_three_years(edge):
    rng = random.Random(f"headroom {edge}")
    for _ in range(120):
        grants = random_grants(rng)
        on = years_later(rng.choice(grants)[0], 3) if grants and rng.random() < 0.4 else day("2026-01-01") + DAY * rng.randrange(1500)
        if on > day("2030-12-31"):
            continue
        answer = ledger(grants, on, window_edge=edge)
        wanted = headroom(grants, on, edge == "inclusive")
        first = answer["headroom"][0]
        assert (first["at_least_cents"], first["at_most_cents"]) == (wanted, wanted), (grants, on)
        differs = headroom(grants, on, True) != headroom(grants, on, False)
        warned = any(finding["code"] == "aid.de_minimis.edges_differ" for finding in answer["grounds"]["findings"])
        assert differs == warned


def test_headroom_returns_on_the_days_the_calendar_says():
    rng = random.Random("returns")
    for _ in range(40):
        grants, on = random_grants(rng), day("2026-06-01") + DAY * rng.randrange(400)
        answer = ledger(grants, on)
        last = day("2030-12-31")
        wanted, before, at = [], headroom(grants, on, True), on
        while at < last:
            at += DAY
            room = headroom(grants, at, True)
            if room > before:
                wanted.append((at.isoformat(), room, room - before))
            before = room
        found = [(r["date"], r["at_most_cents"], r["gain_cents"]) for r in answer["returns"] if r["date"] <= last.isoformat()]
        assert found == wanted, (grants, on)


def test_planned_grants_are_lost_whole_or_not_at_all():
    rng = random.Random("plan")
    for _ in range(100):
        grants, on = random_grants(rng), day("2026-03-01")
        planned = [(on + DAY * rng.randrange(1500), rng.randrange(20_000_000)) for _ in range(rng.randrange(1, 5))]
        answer = ledger(
            grants,
            on,
            planned=[
                {"id": f"p{i}", "date": date.isoformat(), "exclusion": "none", "value": {"form": "stated", "amount_cents": amount}}
                for i, (date, amount) in enumerate(planned)
            ],
        )
        accepted, verdicts = list(grants), {}
        for index, (date, amount) in sorted(enumerate(planned), key=lambda item: (item[1][0], item[0])):
            fits = amount <= headroom(accepted, date, True)
            verdicts[index] = "yes" if fits else "no"
            if fits:
                accepted.append((date, amount))
        assert [p["amount_fits"] for p in answer["planned"]] == [verdicts[i] for i in range(len(planned))]


def flat_loan(amount, months):
    """Art 4(3)(b): 300,000 × L / 1,500,000 × t / 5, or × L / 750,000 × t / 10; rounded up to a cent."""
    for limit, years in [(150_000_000, 5), (75_000_000, 10)]:
        if amount <= limit and months <= 12 * years:
            exact = Fraction(CEILING) * amount / limit * Fraction(months, 12) / years
            return -(-exact.numerator // exact.denominator)
    return None


def flat_guarantee(amount, months):
    """Art 4(6)(b)."""
    for limit, years in [(225_000_000, 5), (112_500_000, 10)]:
        if amount <= limit and months <= 12 * years:
            exact = Fraction(CEILING) * amount / limit * Fraction(months, 12) / years
            return -(-exact.numerator // exact.denominator)
    return None


def equivalent(value, on="2026-03-01"):
    """The gross grant equivalent of a planned measure."""
    planned = [{"id": "p", "date": on, "exclusion": "none", "value": value}]
    return ledger([], day(on), planned=planned)["planned"][0]["amount"]


SOUND = {"insolvent": False, "large": False}


def test_flat_formulas_of_loans_and_guarantees():
    rng = random.Random("flat")
    amounts = [75_000_000, 75_000_001, 150_000_000, 150_000_001, 112_500_000, 112_500_001, 225_000_000, 225_000_001]
    for _ in range(60):
        amount = rng.choice([*amounts, rng.randrange(1, 230_000_000)])
        months = rng.choice([1, 12, 59, 60, 61, 119, 120, 121, rng.randrange(1, 130)])
        loan = {"form": "loan", "amount_cents": amount, "term_months": months, "collateral": "1/2", "borrower": SOUND}
        wanted = flat_loan(amount, months)
        exact = {"at_least_cents": wanted, "at_most_cents": wanted}
        assert equivalent(loan) == (exact if wanted is not None else {"at_least_cents": 0})
        whole = -(-amount * 10 // 8)
        guarantee = {"form": "guarantee", "loan_cents": whole, "guaranteed_cents": amount, "term_months": months, "losses_shared": True, "borrower": SOUND}
        wanted = flat_guarantee(amount, months)
        exact = {"at_least_cents": wanted, "at_most_cents": wanted}
        assert equivalent(guarantee) == (exact if wanted is not None else {"at_least_cents": 0})


def discounted(payments, rate, on):
    """Full years compound, the days left over count linearly; the sum is rounded up to a cent."""
    total = Fraction(0)
    for date, amount in payments:
        years = 0
        while years_later(on, years + 1) <= date:
            years += 1
        last, following = years_later(on, years), years_later(on, years + 1)
        part = Fraction(max(0, (date - last).days), (following - last).days)
        total += amount / ((1 + rate) ** years * (1 + part * rate))
    return -(-total.numerator // total.denominator)


def months_later(date, months):
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for back in range(4):
        try:
            return dt.date(year, month + 1, date.day - back)
        except ValueError:
            continue
    raise AssertionError(date)


def test_instalments_are_discounted_to_the_day_of_the_grant():
    rng = random.Random("instalments")
    for _ in range(60):
        on = rng.choice([day("2024-02-29"), day("2026-03-01"), day("2027-12-31")])
        rate = Fraction(rng.randrange(120), 1000)
        payments = [(on + DAY * rng.randrange(-30, 2500), rng.randrange(10_000_000)) for _ in range(rng.randrange(1, 6))]
        value = {
            "form": "instalments",
            "payments": [{"date": date.isoformat(), "amount_cents": amount} for date, amount in payments],
            "discount_rate": str(rate),
        }
        wanted = discounted(payments, rate, on)
        assert equivalent(value, on.isoformat()) == {"at_least_cents": wanted, "at_most_cents": wanted}, (on, rate, payments)


def test_prices_below_the_market_are_worth_the_discounted_difference():
    rng = random.Random("rate route")
    on = day("2026-08-31")
    for _ in range(80):
        interval, parts = rng.choice([1, 3, 6, 12]), rng.randrange(1, 13)
        grace = interval * rng.randrange(parts)
        amount, term = rng.randrange(1, 300_000_000), interval * parts
        charged, market, rate = (Fraction(rng.randrange(90), 1000) for _ in range(3))
        repayment = rng.choice(["at_end", "equal_parts"])
        owed, advantages = Fraction(amount), []
        due = parts - grace // interval
        for index in range(parts):
            exact = owed * max(Fraction(0), market - charged) * Fraction(interval, 12)
            advantages.append((months_later(on, interval * (index + 1)), -(-exact.numerator // exact.denominator)))
            if repayment == "equal_parts" and index >= grace // interval:
                owed -= Fraction(amount, due)
        value = {
            "form": rng.choice(["loan_at_rate", "guarantee_at_premium"]),
            "amount_cents": amount,
            "term_months": term,
            "repayment": repayment,
            "grace_months": grace,
            "interval_months": interval,
            "charged_rate": str(charged),
            "market_rate": str(market),
            "discount_rate": str(rate),
        }
        wanted = discounted(advantages, rate, on)
        assert equivalent(value, on.isoformat()) == {"at_least_cents": wanted, "at_most_cents": wanted}, value


# --- research allowance: FZulG §§ 3, 4 --------------------------------------------------------------------------------

CAPS = [("2020-01-02", 2_000_000), ("2020-07-01", 4_000_000), ("2024-03-28", 10_000_000), ("2026-01-01", 12_000_000)]


def cap_of(date):
    return next(cap for first, cap in reversed(CAPS) if day(first) <= date) * 100


def allowance(items, began, sme):
    """Item by item in order of time; an earlier part within its cap, the total within the later one."""
    taken, total = {}, Fraction(0)
    for arose, kind, amount, ordered, funded in sorted(items, key=lambda item: item[0]):
        share = Fraction(1)
        if kind == "contract":
            share = Fraction(7, 10) if ordered >= day("2024-03-28") else Fraction(6, 10)
        base = max(Fraction(0), (amount - funded) * share)
        if began >= day("2026-01-01"):
            base *= Fraction(12, 10)
        year = arose.year
        room = max(Fraction(0), cap_of(arose) - taken.get(year, Fraction(0)))
        counted = min(base, room)
        taken[year] = taken.get(year, Fraction(0)) + counted
        rate = Fraction(35 if sme and arose >= day("2024-03-28") else 25, 100)
        total += counted * rate
    return total


def test_research_allowance_of_wages_and_contracts():
    rng = random.Random("allowance")
    for _ in range(200):
        began = rng.choice(["2020-01-02", "2025-12-31", "2026-01-01", "2026-03-15"])
        items = []
        for _ in range(rng.randrange(1, 7)):
            arose = max(day(began), day("2020-01-02")) + DAY * rng.randrange(1500)
            kind = rng.choice(["wages", "contract"])
            ordered = rng.choice([day("2024-03-27"), day("2024-03-28"), day("2026-02-01")])
            amount = rng.choice([rng.randrange(1, 90_000_000), 400_000_000, 1_000_000_000])
            items.append((arose, kind, amount, ordered, rng.choice([0, amount // 3, amount])))
        sme = rng.random() < 0.5
        wanted = allowance(items, day(began), sme)
        if wanted > 1_500_000_000:
            continue  # the limit per project has cases of its own
        answer = machbar.call(
            "aid.research_allowance",
            {
                "size": "small" if sme else "large",
                "claimant": {"taxable": True, "in_difficulty": False, "recovery_order": False},
                "linked": False,
                "projects": [{"id": "p", "began_on": began, "certified": True, "other_aid_cents": 0}],
                "expenditure": [
                    {
                        "id": f"x{i}",
                        "project": "p",
                        "arose_on": arose.isoformat(),
                        "funded_cents": funded,
                        "kind": {"kind": "wages", "amount_cents": amount}
                        if kind == "wages"
                        else {"kind": "contract", "fee_cents": amount, "ordered_on": ordered.isoformat(), "contractor_in_eea": True},
                    }
                    for i, (arose, kind, amount, ordered, funded) in enumerate(items)
                ],
            },
        )
        # The library rounds each year down to a cent.
        years = {item[0].year for item in items}
        exact = sum(int(allowance([item for item in items if item[0].year == year], day(began), sme)) for year in years)
        assert wanted - len(years) < exact <= wanted
        assert answer["at_least_cents"] == answer["at_most_cents"] == exact, (began, items, sme)


# --- intensities: GBER Art 25 and others, grants from July 2023 --------------------------------------------------------


def research_rate(category, size, area, collaboration, dissemination):
    """Art 25(5) to (7) in percent."""
    bonus = {"large": 0, "medium": 10, "small": 20}[size]
    if category == "fundamental":
        return 100
    if category == "feasibility":
        return 50 + bonus
    base = {"industrial": 50, "experimental": 25}[category]
    one = [0]
    if collaboration or dissemination or area == "a":
        one.append(15)
    if area == "c":
        one.append(5)
    return min(80, base + bonus + max(one))


def item(measure, cost=1_000_000_00):
    return {"id": "x", "cost_cents": cost, "measure": measure}


def rate(measure, **facts):
    answer = machbar.call("aid.intensity", {"grant_date": "2026-11-20", "area": "none", **facts, "items": [item(measure)]})
    found = answer["items"][0]
    return (found["at_least_permille"], found["at_most_permille"]) if found["eligible"] == "yes" else None


def test_every_rate_of_research():
    none = {"open_call": False, "states": 0, "collaborating_states": 0, "dissemination_states": 0}
    axes = [
        ["fundamental", "industrial", "experimental", "feasibility"],
        ["large", "medium", "small"],
        ["none", "c", "a"],
        [False, True],
        [False, True],
    ]
    for category, size, area, collaboration, dissemination in itertools.product(*axes):
        partner = {"with": "research_organisations", "share": "1/10", "may_publish": True}
        measure = {
            "article": "research",
            "category": category,
            "collaboration": partner if collaboration else {"with": "none"},
            "dissemination": dissemination,
            "licensing": False,
            "cross_border": none,
        }
        percent = research_rate(category, size, area, collaboration, dissemination)
        assert rate(measure, size=size, area=area) == (percent * 10, percent * 10), measure


OTHER_RATES = [
    # measure, percent for large, medium, small; None: no aid
    ({"article": "sme_investment"}, [None, 10, 20]),
    ({"article": "sme_consultancy", "external_and_occasional": True}, [None, 50, 50]),
    ({"article": "trade_fair"}, [None, 50, 50]),
    ({"article": "research_infrastructure", "multi_state": False}, [50, 50, 50]),
    ({"article": "research_infrastructure", "multi_state": True}, [60, 60, 60]),
    ({"article": "cluster_investment"}, [50, 50, 50]),
    ({"article": "cluster_operation", "years": 10}, [50, 50, 50]),
    ({"article": "cluster_operation", "years": 11}, [None, None, None]),
    ({"article": "innovation", "kind": "seconded_staff"}, [None, 50, 50]),
    ({"article": "process_innovation", "sme_share": "3/10"}, [15, 50, 50]),
    ({"article": "process_innovation", "sme_share": "299/1000"}, [None, 50, 50]),
    ({"article": "training", "mandatory": False, "disadvantaged": False}, [50, 60, 70]),
    ({"article": "training", "mandatory": False, "disadvantaged": True}, [60, 70, 70]),
]


@pytest.mark.parametrize(("measure", "percents"), OTHER_RATES)
def test_rates_of_other_articles(measure, percents):
    for size, percent in zip(["large", "medium", "small"], percents, strict=True):
        assert rate(measure, size=size) == (None if percent is None else (percent * 10, percent * 10)), (measure, size)


# --- cumulation: GBER Art 8(3)(b), (5) --------------------------------------------------------------------------------


def test_sum_of_aid_for_the_same_cost_stays_within_the_highest_intensity():
    rng = random.Random("cumulate")
    for _ in range(100):
        cost, size = rng.randrange(1, 50_000_000), rng.choice(["small", "medium", "large"])
        none = {"open_call": False, "states": 0, "collaborating_states": 0, "dissemination_states": 0}
        grounds, rates = [], []
        for _ in range(rng.randrange(1, 4)):
            kind = rng.choice(["research", "approved", "de_minimis"])
            if kind == "research":
                category, spread = rng.choice(["industrial", "experimental"]), rng.random() < 0.5
                grounds.append({"kind": "block_exempted", "measure": {"article": "research", "category": category, "collaboration": {"with": "none"}, "dissemination": spread, "licensing": False, "cross_border": none}})
                rates.append(Fraction(research_rate(category, size, "none", False, spread), 100))
            elif kind == "approved":
                permille = rng.randrange(1001)
                grounds.append({"kind": "approved", "permille": permille})
                rates.append(Fraction(permille, 1000))
            else:
                grounds.append({"kind": "de_minimis"})
        amounts = [rng.randrange(cost // len(grounds) + 1) for _ in grounds]
        answer = machbar.call(
            "aid.cumulate",
            {
                "grant_date": "2026-11-20",
                "size": size,
                "area": "none",
                "de_minimis_headroom_cents": CEILING,
                "items": [{"id": "x", "cost_cents": cost}],
                "aids": [
                    {"id": f"a{i}", "ground": ground, "shares": [{"item": "x", "amount_cents": amount}]}
                    for i, (ground, amount) in enumerate(zip(grounds, amounts, strict=True))
                ],
            },
        )
        # De minimis alone knows no intensity; together with other aid the highest one holds for all.
        limit = min(cost, int(max(rates) * cost)) if rates else cost
        de_minimis = sum(a for g, a in zip(grounds, amounts, strict=True) if g["kind"] == "de_minimis")
        lawful = sum(amounts) <= limit and de_minimis <= CEILING
        assert answer["lawful"] == ("yes" if lawful else "no"), (cost, size, grounds, amounts)
        if lawful:
            assert answer["items"][0]["may_add_at_most_cents"] <= limit - sum(amounts)


# --- undertakings in difficulty: Art 2(18) ------------------------------------------------------------------------------


def difficulty(facts):
    """The limbs in whole numbers."""
    young = facts["sme"] and years_later(facts["founded"], 3) > day("2026-11-20")
    capital = facts["subscribed"] + facts["premium"]
    reserves = facts["reserves"] + max(facts["result"], 0)
    losses = facts["carried"] - min(facts["result"], 0)
    limited, unlimited = facts["form"] in ("gmbh", "ag"), facts["form"] in ("kg", "ohg")
    ratio = [
        (equity <= 0 or Fraction(debt, equity) > Fraction(15, 2)) and interest > 0 and Fraction(ebitda, interest) < 1
        for debt, equity, ebitda, interest in facts["years"]
    ]
    return {
        "a": limited and not young and losses - reserves > Fraction(capital, 2),
        "b": unlimited and not young and losses > Fraction(capital + reserves, 2),
        "c": facts["insolvent"],
        "d": facts["rescue"],
        "e": not facts["sme"] and all(ratio),
    }


def test_limbs_of_difficulty():
    rng = random.Random("difficulty")
    for _ in range(300):
        facts = {
            "sme": rng.random() < 0.5,
            "form": rng.choice(["gmbh", "ag", "kg", "ohg", "sole_proprietor"]),
            "founded": rng.choice([day("1990-01-01"), day("2023-11-20"), day("2023-11-21"), day("2024-02-29")]),
            **{name: rng.randrange(12) for name in ("subscribed", "premium", "reserves", "carried")},
            "result": rng.randrange(-12, 12),
            "insolvent": rng.random() < 0.1,
            "rescue": rng.random() < 0.1,
            "years": [(rng.randrange(40), rng.randrange(-1, 6), rng.randrange(-2, 5), rng.randrange(4)) for _ in range(2)],
        }
        answer = machbar.call(
            "aid.difficulty",
            {
                "grant_date": "2026-11-20",
                "sme": facts["sme"],
                "part_of_group": False,
                "company": {
                    "legal_form": facts["form"],
                    "founded": facts["founded"].isoformat(),
                    "own_funds": {
                        "subscribed_capital_cents": facts["subscribed"],
                        "share_premium_cents": facts["premium"],
                        "other_capital_reserves_cents": 0,
                        "retained_earnings_cents": facts["reserves"],
                        "profit_carried_forward_cents": 0,
                        "other_own_funds_cents": 0,
                        "loss_carried_forward_cents": facts["carried"],
                        "result_cents": facts["result"],
                    },
                    "insolvency_proceedings": facts["insolvent"],
                    "insolvency_criteria": False,
                    "rescue_aid_open": facts["rescue"],
                    "restructuring_plan_open": False,
                    "years": [
                        {"closing": f"{2024 + i}-12-31", "debt_cents": debt, "equity_cents": equity, "ebitda_cents": ebitda, "interest_cents": interest}
                        for i, (debt, equity, ebitda, interest) in enumerate(facts["years"])
                    ],
                },
            },
        )
        wanted = difficulty(facts)
        found = {limb["limb"]: limb["verdict"] == "yes" for limb in answer["company"]["limbs"]}
        assert found == wanted, facts
        assert (answer["in_difficulty"] == "yes") == any(wanted.values())

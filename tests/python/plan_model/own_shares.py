"""Own shares: what a grant leaves unfunded of a cost, counted by the tax allowance that says so.

Only for situations in which nothing cuts a grant: no caps, no limits, room under the ceiling. Then what is funded of a
position is its own rate of it, and its own share a number. (Spread over the positions after a cap it would be piecewise
linear.) Nothing may exclude the allowance.
"""

from .claims import RISKS, Claim, Filing
from .dates import Dates
from .program import Expression


class OwnShares(Dates):
    """Each claim under a grant may bring a second one, of its own share, under the allowance."""

    def own_shares(self) -> None:
        counting = [filing for filing in self.filings if filing.offer.get("own_share") == "counts"]
        if counting and self.risk >= RISKS.index("open_facts"):
            grants = [claim for claim in self.claims if claim.filing.is_a("grant")]
            # Of a programme all own shares enter, or none.
            enters = {claim.filing.offer["id"]: self.highs.addBinary() for claim in grants}
            for claim in grants:
                self.add_own_share(counting[0], claim, enters[claim.filing.offer["id"]])

    def add_own_share(self, allowance: Filing, claim: Claim, enters: Expression) -> None:
        offer, row = allowance.offer, self.quotes[claim.place][claim.quote]
        rate = self.rate(offer, row)
        foreign = row["kind"] != "own_personnel" and row.get("provider_independent") is False
        barred = (offer.get("independent_provider") and foreign) or self.level(offer, row) > self.risk
        barred = barred or (offer.get("research_only") and row.get("research") is False)
        if rate is None or rate[2] or barred:
            return
        counted, share, _ = rate
        funded = claim.counted * claim.rate
        own = max(claim.net - funded, 0)
        if "max_intensity_permille" in row:
            aid = 0 if claim.filing.offer["basis"] == "none" else funded
            room = max(row["max_intensity_permille"] / 1000 * claim.net - aid, 0)
            own = min(own, room / (counted * share / claim.net))
        net = int(own + 1e-6)
        if net > 0:
            count = row.get("parts", 1)
            parts = self.highs.addVariable(0, count)
            self.highs.addConstr(parts <= claim.parts)
            self.highs.addConstr(parts <= count * enters)
            self.highs.addConstr(parts >= claim.parts - count * (1 - enters))
            part = counted / claim.net * net
            allowance.claims.append(
                Claim(claim.place, claim.quote, claim.moved, allowance, parts, claim.any, net, part, share, False)
            )

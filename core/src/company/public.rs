//! The public-body rule: an enterprise of which public bodies control a quarter is no SME (Annex I Art 3(4)).

use super::graph::PublicBoard;
use super::structure::{Atom, Evaluator, Structure};
use crate::base::{Answer, Truth};

impl Evaluator<'_, '_> {
    /// The public-body rule, Art 3(4).
    pub(super) fn find_public(&mut self, found: &mut Structure, rights: &[bool]) {
        let net = self.net;
        let boards = self.public_boards();
        let mut seeds: Vec<u32> = Vec::new();
        for body in net.persons_end..net.nodes {
            let exempt = net.investor(body).is_some()
                && self.is_exempt(body, net.focus)
                && !self.controlled(&[body], rights, |_| false).iter().any(|node| found.is_linked(net, *node));
            if !exempt {
                seeds.push(body);
            }
        }
        if seeds.is_empty() && boards.is_empty() {
            return;
        }
        let mut spared = vec![false; net.enterprises as usize];
        for (node, place) in (0..net.enterprises).zip(&mut spared) {
            *place = net.investor(node).is_some() && !found.is_linked(net, node) && self.is_exempt(node, net.focus);
        }
        let is_spared = |node: u32| spared.get(node as usize).copied().unwrap_or(false);
        seeds.extend(boards.into_iter().filter(|node| !is_spared(*node)));
        seeds.sort_unstable();
        let controlled = self.controlled(&seeds, rights, is_spared);
        let of_public = |node: u32| seeds.binary_search(&node).is_ok() || controlled.binary_search(&node).is_ok();
        let (mut capital, mut votes) = (0, 0);
        for edge in net.into(net.focus) {
            if of_public(edge.holder) {
                capital += self.capital(edge);
                votes += self.votes(edge);
            }
        }
        found.public_share = (capital.min(net.unit), votes.min(net.unit));
        let share = found.public_share.0.max(found.public_share.1);
        found.public = of_public(net.focus) || net.stands(self.law.public_body, share);
    }

    /// Enterprises on whose board public bodies hold the majority of the seats.
    fn public_boards(&mut self) -> Vec<u32> {
        if self.board == PublicBoard::DoesNotControl {
            return Vec::new();
        }
        let net = self.net;
        let majority = |node: u32| {
            let board = net.enterprise(node).and_then(|enterprise| enterprise.board)?;
            Some(match board.of_public_bodies {
                Answer::Given(public) => Truth::from(2 * u32::from(public) > u32::from(board.seats)),
                Answer::NotAsked | Answer::DontKnow => Truth::Open,
            })
        };
        let with_board = (0..net.enterprises).filter_map(|node| Some((node, majority(node)?)));
        with_board.filter(|(node, public)| self.decide(*public, Atom::Board(*node))).map(|(node, _)| node).collect()
    }
}

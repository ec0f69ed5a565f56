//! Claims become findings: the only place where overlaps are settled.
//!
//! A claim that lies wholly inside a spare for its label is dropped. What stands is sorted; claims that share a byte
//! melt into one finding that covers them all and takes label, confidence and detector from the surest. Nothing of a
//! losing claim stays readable. The result depends on the set of claims only, not on the order they were made in.
//! Cost: O(n log n) in the number of claims, O(1) a claim for its spares.

use std::cmp::Reverse;

use crate::characters::{ceil, floor};
use crate::finding::{Claim, Finding, Span, Spare};

/// Settles `claims` over `text`. Claims for which `masked` is false are left out.
pub(crate) fn resolve(
    text: &str,
    claims: &mut Vec<Claim>,
    spares: &mut [Spare],
    masked: impl Fn(&Claim) -> bool,
    findings: &mut Vec<Finding>,
) {
    findings.clear();
    claims.retain_mut(|claim| {
        claim.span = widen(text, claim.span);
        !claim.span.is_empty() && masked(claim)
    });
    drop_spared(claims, spares);
    claims.sort_unstable_by(|a, b| {
        (a.span.start, a.span.end).cmp(&(b.span.start, b.span.end)).then_with(|| strength(b).cmp(&strength(a)))
    });
    let mut surest: Option<Claim> = None;
    for claim in claims.iter() {
        match (&mut surest, findings.last_mut()) {
            (Some(best), Some(last)) if claim.span.start < last.span.end => {
                last.span.end = last.span.end.max(claim.span.end);
                if strength(claim) > strength(best) {
                    *best = *claim;
                    last.label = claim.label;
                    last.confidence = claim.confidence;
                    last.variant = claim.variant;
                    last.detector = claim.detector;
                }
            }
            _ => {
                surest = Some(*claim);
                findings.push(Finding {
                    span: claim.span,
                    label: claim.label,
                    confidence: claim.confidence,
                    variant: claim.variant,
                    detector: claim.detector,
                });
            }
        }
    }
}

/// What makes one claim surer than another: confidence, then length; the rest only makes the order total.
fn strength(claim: &Claim) -> impl Ord + use<> {
    (claim.confidence, claim.span.len(), Reverse((claim.label, claim.detector, claim.variant)))
}

/// Clamps to the text and widens to character boundaries.
fn widen(text: &str, span: Span) -> Span {
    Span::new(floor(text, span.start), ceil(text, span.end))
}

/// Drops the claims that lie wholly inside a spare that speaks about their label.
///
/// Spares sorted by start; for each label (and for "all") a claim needs only the spare that reaches furthest among
/// those that start no later, so one sweep with one running maximum for each label suffices.
fn drop_spared(claims: &mut Vec<Claim>, spares: &mut [Spare]) {
    if spares.is_empty() {
        return;
    }
    spares.sort_unstable_by_key(|spare| (spare.span.start, spare.span.end));
    claims.sort_unstable_by_key(|claim| claim.span.start);
    let mut reach_all = 0;
    let mut reach: Vec<(crate::Label, usize)> = Vec::new();
    let mut pending = spares.iter().peekable();
    claims.retain(|claim| {
        while let Some(spare) = pending.next_if(|spare| spare.span.start <= claim.span.start) {
            match spare.label {
                None => reach_all = reach_all.max(spare.span.end),
                Some(label) => match reach.iter_mut().find(|(known, _)| *known == label) {
                    Some((_, end)) => *end = (*end).max(spare.span.end),
                    None => reach.push((label, spare.span.end)),
                },
            }
        }
        let labelled = reach.iter().find(|(label, _)| *label == claim.label).map_or(0, |(_, end)| *end);
        claim.span.end > reach_all.max(labelled)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Confidence, Label};
    use proptest::prelude::*;

    const TEXT: &str = "blåbær og æøå 😀 til 01019012345 – hei på deg, Åse";

    fn claim(start: usize, end: usize, label: Label, confidence: Confidence) -> Claim {
        Claim { span: Span::new(start, end), label, confidence, variant: None, detector: "test" }
    }

    fn settle(mut claims: Vec<Claim>, mut spares: Vec<Spare>) -> Vec<Finding> {
        let mut findings = Vec::new();
        resolve(TEXT, &mut claims, &mut spares, |_| true, &mut findings);
        findings
    }

    #[test]
    fn overlaps_melt_into_the_union_with_the_surest_label() {
        let found = settle(
            vec![claim(0, 8, Label::Name, Confidence::Likely), claim(6, 12, Label::Phone, Confidence::Certain)],
            vec![],
        );
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].span, found[0].label), (Span::new(0, 12), Label::Phone));
    }

    #[test]
    fn neighbours_that_only_touch_stay_two() {
        let found = settle(
            vec![claim(0, 2, Label::Name, Confidence::Likely), claim(2, 3, Label::Phone, Confidence::Likely)],
            vec![],
        );
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_spare_cancels_only_what_lies_inside_it() {
        let spare = |start, end, label| Spare { span: Span::new(start, end), label };
        let name = claim(0, 4, Label::Name, Confidence::Certain);
        assert!(settle(vec![name], vec![spare(0, 4, None)]).is_empty());
        assert!(settle(vec![name], vec![spare(0, 8, Some(Label::Name))]).is_empty());
        assert_eq!(settle(vec![name], vec![spare(0, 4, Some(Label::Health))]).len(), 1);
        assert_eq!(settle(vec![name], vec![spare(1, 9, None)])[0].span, Span::new(0, 4));
        assert_eq!(settle(vec![name], vec![spare(0, 2, None), spare(2, 4, None)]).len(), 1);
    }

    #[test]
    fn a_claim_is_widened_to_whole_characters_and_cut_at_the_end() {
        assert_eq!(widen(TEXT, Span::new(3, 5)), Span::new(2, 5));
        assert_eq!(widen(TEXT, Span::new(0, 3)), Span::new(0, 4));
        let emoji = TEXT.find('\u{1F600}').unwrap();
        for inside in emoji + 1..emoji + 4 {
            assert_eq!(widen(TEXT, Span::new(inside, inside)), Span::new(emoji, emoji + 4));
        }
        assert_eq!(widen(TEXT, Span::new(4, TEXT.len() + 7)), Span::new(4, TEXT.len()));
        assert_eq!(widen(TEXT, Span::new(TEXT.len() + 3, TEXT.len() + 7)), Span::new(TEXT.len(), TEXT.len()));
    }

    #[test]
    fn what_is_not_masked_melts_with_nothing() {
        let name = claim(0, 8, Label::Name, Confidence::Certain);
        let phone = claim(7, 12, Label::Phone, Confidence::Likely);
        let mut findings = Vec::new();
        resolve(TEXT, &mut vec![name, phone], &mut [], |claim| claim.label == Label::Phone, &mut findings);
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].span, findings[0].label), (Span::new(7, 12), Label::Phone));
    }

    #[test]
    fn of_two_that_are_equally_sure_the_longer_names_the_finding() {
        let found = settle(
            vec![claim(0, 6, Label::Name, Confidence::Likely), claim(5, 15, Label::Address, Confidence::Likely)],
            vec![],
        );
        assert_eq!((found.len(), found[0].label), (1, Label::Address));
        let found = settle(
            vec![claim(0, 10, Label::Name, Confidence::Likely), claim(9, 15, Label::Address, Confidence::Likely)],
            vec![],
        );
        assert_eq!((found.len(), found[0].label), (1, Label::Name));
    }

    fn arbitrary_claim() -> impl Strategy<Value = Claim> {
        (0..TEXT.len() + 9, 0..24usize, 0..4usize, 0..3usize).prop_map(|(start, len, label, confidence)| {
            let confidence = [Confidence::Possible, Confidence::Likely, Confidence::Certain][confidence];
            claim(start, start + len, Label::BUILT_IN[label], confidence)
        })
    }

    fn arbitrary_spare() -> impl Strategy<Value = Spare> {
        (0..TEXT.len(), 1..24usize, 0..6usize).prop_map(|(start, len, label)| Spare {
            span: Span::new(start, start + len),
            label: Label::BUILT_IN[..4].get(label).copied(),
        })
    }

    /// The definition, byte by byte: so simple that it cannot be wrong.
    fn masked_bytes(claims: &[Claim], spares: &[Spare]) -> Vec<bool> {
        let mut masked = vec![false; TEXT.len()];
        for claim in claims {
            let span = widen(TEXT, claim.span);
            let spared =
                spares.iter().any(|s| s.span.contains(span) && s.label.is_none_or(|label| label == claim.label));
            if !spared {
                masked[span.range()].fill(true);
            }
        }
        masked
    }

    proptest! {
        #[test]
        fn laws_one_and_two(
            claims in prop::collection::vec(arbitrary_claim(), 0..24),
            spares in prop::collection::vec(arbitrary_spare(), 0..8),
        ) {
            let findings = settle(claims.clone(), spares.clone());
            let mut masked = vec![false; TEXT.len()];
            let mut end = 0;
            for finding in &findings {
                prop_assert!(finding.span.start >= end && !finding.span.is_empty());
                prop_assert!(TEXT.get(finding.span.range()).is_some());
                end = finding.span.end;
                masked[finding.span.range()].fill(true);
            }
            prop_assert_eq!(masked, masked_bytes(&claims, &spares));
        }

        #[test]
        fn law_three_order_does_not_matter(
            (claims, shuffled) in prop::collection::vec(arbitrary_claim(), 0..24)
                .prop_flat_map(|claims| (Just(claims.clone()), Just(claims).prop_shuffle())),
            spares in prop::collection::vec(arbitrary_spare(), 0..8),
        ) {
            let mut reversed = spares.clone();
            reversed.reverse();
            prop_assert_eq!(settle(claims, spares), settle(shuffled, reversed));
        }
    }
}

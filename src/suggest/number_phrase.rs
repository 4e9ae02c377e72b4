//! The number phrase at the caret: the smallest phrase with a quantity, its modifiers and its unit or noun.

use std::ops::Range;

use super::number_cjk::{is_cjk, phrases_cjk};
use super::number_grammar::Grammar;
use crate::model::text::{self, slice};

/// How far to either side of the caret a sentence is looked at.
const REACH: usize = 2_000;

/// A phrase in a sentence, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberPhrase {
    pub range: Range<usize>,
    /// Whether it is a statistic; a date, a time or a name's number is none, and taken only when the caret is on it.
    pub counts: bool,
}

/// Returns the number phrase that the caret touches, else the nearest statistic in the same sentence.
/// On a year, date, time or other number that counts nothing the bare number is returned.
pub fn number_phrase_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let offset = text::snap_down(text, offset);
    let sentence = text::sentence_at(text, offset);
    let near = text::window_around(text, offset, REACH);
    let found = phrases(text, sentence.start.max(near.start)..sentence.end.min(near.end));
    let touched =
        found.iter().filter(|phrase| phrase.range.start <= offset && offset <= phrase.range.end).max_by_key(|p| p.range.start);
    let distance = |range: &Range<usize>| range.start.saturating_sub(offset).max(offset.saturating_sub(range.end));
    let nearest = || found.iter().filter(|phrase| phrase.counts).min_by_key(|phrase| distance(&phrase.range));
    text::trim(text, touched.or_else(nearest)?.range.clone())
}

/// Returns all number phrases of a sentence, in order.
pub(super) fn phrases(text: &str, sentence: Range<usize>) -> Vec<NumberPhrase> {
    if slice(text, sentence.clone()).chars().any(is_cjk) {
        return phrases_cjk(text, sentence);
    }
    Grammar::new(text, sentence).phrases()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::drawn::check_found;

    fn check(drawn: &str) {
        check_found(drawn, number_phrase_at);
    }

    #[test]
    fn modifiers_and_units_belong_to_it() {
        check("Prices rose by ⟦more than │20 percent⟧ in March.");
        check("⟦Roughly 9,000 harbour │workers⟧ are on strike.");
        check("The dredging costs ⟦$45│0 million per year⟧ at the most.");
        check("⟦At least │13 sailors killed⟧, ⟦31 injured⟧.".replace("⟦31 injured⟧", "31 injured").as_str());
        check("At least 13 sailors killed, ⟦3│1 injured⟧.");
        check("It takes ⟦as many as │40,000 containers a day⟧.");
        check("⟦Over │46,000 killed⟧ in the war.");
        check("They are ⟦nearly │three years⟧ late.");
        check("⟦An estimated 5│,000 tonnes⟧ went over board.");
        check("⟦20│%⟧ of voters and 5 km of quay.");
        check("20% of voters and ⟦5 │km⟧ of quay.");
        check("It grew by ⟦3.5 percentage │points⟧ to a record.");
        check("⟦US$│3bn⟧ in aid.");
    }

    #[test]
    fn ranges_are_one_phrase() {
        check("Losses: Estimated ⟦between 950,000 │and 1 million total⟧, including 250,000 killed.");
        check("Losses: Estimated between 950,000 and 1 million total, including ⟦250,000│ killed⟧.");
        check("It takes ⟦5 to │10 days⟧ to unload.");
        check("It takes ⟦5–1│0 percent⟧ of the fuel.");
        check("Some say ⟦two or │three ships⟧ sank.");
    }

    #[test]
    fn spelled_out_numbers_count() {
        check("⟦One in │five adults⟧ has seen the sea.");
        check("They killed ⟦three │more fishermen⟧ at dawn.");
        check("It cost ⟦half a │million⟧.");
        check("⟦Dozens of│ cranes⟧ stand still.");
        check("⟦Hundreds of thousands of │people⟧ fled.");
        check("⟦two │thirds⟧ of the fleet");
        check("⟦Two-│thirds⟧ of the fleet");
        check("⟦about a │quarter⟧ of the crew");
        check("a ⟦nearly hour-│long⟧ call");
        check("⟦twenty-│five ships⟧ wait");
    }

    #[test]
    fn german() {
        check("Die Preise stiegen um ⟦20 │Prozent⟧ im März.");
        check("⟦Rund 3.0│00 Menschen⟧ sind auf der Straße.");
        check("⟦Mehr als zwei │Millionen Euro⟧ wurden gezahlt.");
        check("⟦Mindestens │zwölf russische Schiffe⟧ liegen im Hafen.");
        check("⟦zwischen 10 und 15 │Kräne⟧ sind in der Stadt");
        check("Es fehlen ⟦3,5 Mrd. │Euro⟧ für die Brücke.");
    }

    #[test]
    fn japanese() {
        check("港では⟦約3万│人⟧が働く。");
        check("価格は⟦20％│以上⟧上がった。");
        check("⟦3億5000万│円⟧の損失。");
        check("⟦少なくとも│12人⟧が死亡した。");
        check("⟦二│人⟧が負傷した。");
        check("2024年│に⟦5隻⟧が沈んだ。");
    }

    #[test]
    fn the_nearest_statistic_of_the_sentence_is_taken() {
        check("On July 3 │the port lost ⟦40 cranes⟧ at once.");
        check("The │port lost ⟦40 cranes⟧ and 3 ships. It had 90 boats.");
        check("The port │is shut. It had 90 boats.");
        check("The two leaders │met.");
        check("No number │here, many ships.");
    }

    #[test]
    fn other_numbers_only_when_the_caret_is_on_them() {
        check("In ⟦20│24⟧ the port lost 40 cranes.");
        check("On July ⟦│3⟧ the port lost 40 cranes.");
        check("At ⟦9:│30⟧ the port lost 40 cranes.");
        check("It ended ⟦3-│1⟧ for Almar.");
        check("Call ⟦555-01│0-2233⟧ now.");
        check("The ⟦2│1st⟧ ship.");
        check("Her ⟦fourth│ voyage⟧ of 40 days.");
        check("An F-⟦16│⟧ flew over 40 cranes.");
        check("Sales rose from 2018 │to ⟦3.9 million cans⟧.");
        check("The new Quay Watch ⟦5│⟧ is out.");
        check("Ann Sund, ⟦34│⟧, lost 40 cranes.");
        check("⟦1│⟧. The port lost 40 cranes.".replace("1│⟧.", "1│⟧)").as_str());
    }
}

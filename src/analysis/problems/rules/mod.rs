//! The rules, in the order in which they are shown.

mod attributes;
mod attribution;
mod boilerplate;
mod elsewhere;
mod marks;
mod places;
mod speakers;
mod statistics;

use super::{Fix, Look};
use crate::model::{AnnotationId, Span};
use std::borrow::Cow;

/// Takes what a rule finds: place, annotation, reason, fix.
pub(super) type Put<'p> = &'p mut dyn FnMut(Span, Option<AnnotationId>, Cow<'static, str>, Option<Fix>);

/// Something that is looked for.
pub struct Rule {
    /// Written where a problem is named; never changes. Lower case letters and `-`.
    pub id: &'static str,
    /// Shown.
    pub name: &'static str,
    /// What it finds, in a sentence.
    pub about: &'static str,
    pub(super) find: fn(&Look<'_>, Put<'_>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// The rule of that id.
pub fn named(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// All rules, in the order in which they are shown.
pub static RULES: [Rule; 12] = [
    Rule {
        id: "displaced",
        name: "Displaced annotation",
        about: "The words that were tagged do not stand there any more.",
        find: places::displaced,
    },
    Rule {
        id: "done-without-annotations",
        name: "Done without annotations",
        about: "An article is marked as done, and nothing in it is tagged.",
        find: places::done_with_none,
    },
    Rule {
        id: "unbalanced-marks",
        name: "Unbalanced quotation marks",
        about: "A quotation mark of the body or of a quote has no partner.",
        find: marks::unbalanced,
    },
    Rule {
        id: "quote-without-speaker",
        name: "Quote without speaker",
        about: "A quote, unless it is a scare quote, has no speaker and continues none that has.",
        find: speakers::missing,
    },
    Rule {
        id: "statistic-without-value",
        name: "Statistic without value",
        about: "A statistic has no value.",
        find: statistics::without_value,
    },
    Rule {
        id: "statistic-without-unit",
        name: "Statistic without unit",
        about: "A statistic has no unit.",
        find: statistics::without_unit,
    },
    Rule {
        id: "value-differs",
        name: "Words and value differ",
        about: "The words of a statistic say another number or another bound than its attributes.",
        find: statistics::differing,
    },
    Rule {
        id: "attribution-alone",
        name: "Attribution without quote or claim",
        about: "A sentence says that somebody said something, and no quote or claim is tagged in it.",
        find: attribution::alone,
    },
    Rule {
        id: "inside-boilerplate",
        name: "Annotation inside boilerplate",
        about: "Something is tagged within what is tagged as boilerplate.",
        find: boilerplate::inside,
    },
    Rule {
        id: "tagged-differently",
        name: "Tagged differently elsewhere",
        about: "The same words, two or more, have another label in more places of the project.",
        find: elsewhere::differing,
    },
    Rule {
        id: "tagged-twice",
        name: "Tagged twice",
        about: "The same words of one place have the same label twice.",
        find: places::twice,
    },
    Rule {
        id: "attribute-missing",
        name: "Required attribute missing",
        about: "An attribute that the scheme requires has no value.",
        find: attributes::missing,
    },
];

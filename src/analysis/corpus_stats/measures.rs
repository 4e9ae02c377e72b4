//! The classes into which lengths, densities and times are put.

/// Classes that follow one another: where each begins, and what it is called.
pub(super) struct Classes(&'static [(f64, &'static str)]);

/// Lengths of annotations in words.
pub(super) const LENGTHS: Classes = Classes(&[
    (0.0, "none"),
    (1.0, "1"),
    (2.0, "2"),
    (3.0, "3 to 5"),
    (6.0, "6 to 10"),
    (11.0, "11 to 20"),
    (21.0, "21 to 40"),
    (41.0, "41 to 80"),
    (81.0, "81 to 160"),
    (161.0, "more than 160"),
]);

/// Annotations for each 1,000 words.
pub(super) const DENSITIES: Classes = Classes(&[
    (0.0, "none"),
    (f64::MIN_POSITIVE, "less than 2"),
    (2.0, "2 to 5"),
    (5.0, "5 to 10"),
    (10.0, "10 to 15"),
    (15.0, "15 to 20"),
    (20.0, "20 to 30"),
    (30.0, "30 to 50"),
    (50.0, "50 or more"),
]);

/// Minutes spent on an article.
pub(super) const MINUTES: Classes = Classes(&[
    (0.0, "less than 1"),
    (1.0, "1 to 2"),
    (2.0, "2 to 5"),
    (5.0, "5 to 10"),
    (10.0, "10 to 20"),
    (20.0, "20 to 40"),
    (40.0, "40 or more"),
]);

impl Classes {
    /// The number of the class of a measure.
    pub fn of(&self, measure: f64) -> i32 {
        let before = self.0.partition_point(|(start, _)| *start <= measure);
        i32::try_from(before.saturating_sub(1)).unwrap_or_default()
    }

    /// What the classes are called.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(_, name)| (*name).to_owned())
    }
}

//! Counts as people read them.

/// A count with thousands separators.
///
/// ```
/// assert_eq!(pressmark::model::text::grouped(2_000_000), "2,000,000");
/// ```
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// “1 article”, “1,300 articles”.
///
/// ```
/// assert_eq!(pressmark::model::text::counted(1_300, "article", "articles"), "1,300 articles");
/// ```
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

//! Whether an element is drawn, as far as it says so itself.

use dom_query::Element;
use html5ever::local_name;

/// Whether the element hides itself and all in it.
pub(super) fn is_hidden(element: &Element) -> bool {
    element.attrs.iter().any(|attribute| match attribute.name.local {
        local_name!("hidden") => !attribute.value.eq_ignore_ascii_case("until-found"),
        local_name!("style") => hides(&attribute.value),
        _ => false,
    }) || is_closed_dialog(element)
}

fn is_closed_dialog(element: &Element) -> bool {
    element.name.local == local_name!("dialog")
        && !element.attrs.iter().any(|attribute| attribute.name.local == local_name!("open"))
}

/// Whether a style of its own keeps an element from being drawn.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let (property, value) = (property.trim(), value.trim());
        let is = |word: &str| value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        (property.eq_ignore_ascii_case("display") && is("none"))
            || (property.eq_ignore_ascii_case("visibility") && (is("hidden") || is("collapse")))
    })
}

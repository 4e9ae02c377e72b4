//! XML as documents have it: elements by their local names, and words. Entities that a document declares for itself are never
//! expanded, so that none can grow.

use crate::import::xml_text;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// What comes next.
pub(in crate::import) enum Step<'a> {
    Opens(Element<'a>),
    /// Name of the element.
    Closes(&'a str),
    Words(&'a str),
}

/// The beginning of an element.
#[derive(Clone, Copy)]
pub(in crate::import) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        self.0.name().local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix; empty when there is none.
    pub fn attribute(&self, name: &str) -> String {
        let mut attributes = self.0.attributes();
        let is_named = |attribute: &Attribute<'_>| attribute.key.local_name().into_inner() == name;
        let found = attributes.with_checks(false).flatten().find(is_named);
        found.and_then(|found| Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())).unwrap_or_default()
    }
}

/// Visits all of a document in its order; what is wrong with it is said in words.
pub(in crate::import) fn walk(xml: &str, visit: &mut dyn FnMut(Step<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| format!("{error} at byte {}", reader.error_position()))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                visit(Step::Opens(Element(&start)));
            }
            Event::Empty(start) => {
                visit(Step::Opens(Element(&start)));
                visit(Step::Closes(start.name().local_name().into_inner()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Step::Closes(end.name().local_name().into_inner()));
            }
            Event::Text(text) => visit(Step::Words(&text.xml10_content())),
            Event::CData(text) => visit(Step::Words(&text.xml10_content())),
            Event::GeneralRef(reference) => visit(Step::Words(&resolved(&reference))),
            Event::Eof if depth > 0 => return Err("it ends before it is done".to_owned()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// What a reference stands for; one that neither XML nor HTML knows stays as it is written.
fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => resolve_predefined_entity(reference)
            .map(str::to_owned)
            .or_else(|| xml_text::named(reference))
            .unwrap_or_else(|| format!("&{};", &**reference)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(xml: &str) -> Result<String, String> {
        let mut words = String::new();
        walk(xml, &mut |step| {
            if let Step::Words(more) = step {
                words.push_str(more)
            }
        })?;
        Ok(words)
    }

    #[test]
    fn entities_of_its_own_stay_unexpanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]><a>&y; &lt;&#x1F600; <![CDATA[&y;]]></a>";
        assert_eq!(words(bomb).unwrap(), "&y; <\u{1F600} &y;");
    }

    #[test]
    fn depth_costs_no_stack_and_what_is_cut_off_is_said() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(words(&deep).unwrap_err(), "it ends before it is done");
        assert_eq!(words(&format!("{deep}Port{}", "</a>".repeat(100_000))).unwrap(), "Port");
        assert!(words("<a></b>").is_err());
    }
}

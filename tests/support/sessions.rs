//! Sessions at a desk of their own: texts with annotations and caret drawn in them, a fixed clock, counted ids.
//!
//! `│` is the caret and `┆` where the selection was begun; `⟦q:` begins an annotation of the label with the key q, `⟦q*:`
//! the one that has the focus; `⟧` ends the annotation begun last. `⟨b:`, `⟨b*:` and `⟩` draw suggestions alike.

use super::memory_journal::MemoryJournal;
use pressmark::model::scheme::{Attribute, AttributeKind, Color, Label, RelationKind};
use pressmark::model::*;
use pressmark::session::{Clock, Command, Ids, Outcome, Session};
use std::cmp::Reverse;
use std::ops::{Deref, DerefMut, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// Who works in these tests.
pub fn amy() -> Annotator {
    Annotator::new("amy").unwrap()
}

/// Who else has worked there.
pub fn ben() -> Annotator {
    Annotator::new("ben").unwrap()
}

/// Quote, claim, statistic and boilerplate, with relations between them.
pub fn scheme() -> Scheme {
    let text = AttributeKind::Text;
    let kind = AttributeKind::Choice(["direct", "partial", "scare"].map(str::to_owned).to_vec());
    let bound = AttributeKind::Choice(["exact", "about"].map(str::to_owned).to_vec());
    Scheme {
        labels: vec![
            label("quote", 'q', &[("speaker", text.clone()), ("kind", kind)]),
            label("claim", 'c', &[("speaker", text.clone()), ("hedge", AttributeKind::Flag)]),
            label("statistic", 's', &[("value", AttributeKind::Number), ("unit", text), ("bound", bound)]),
            Label { faded: true, ..label("boilerplate", 'b', &[]) },
        ],
        relations: vec![
            relation_kind("continues", &["quote"], &["quote"]),
            relation_kind("supports", &["statistic", "quote"], &["claim"]),
            relation_kind("disputes", &["quote"], &["claim"]),
        ],
    }
}

/// A label called as its id, with the first letter raised.
pub fn label(id: &str, key: char, attributes: &[(&str, AttributeKind)]) -> Label {
    let attribute = |(id, kind): &(&str, AttributeKind)| Attribute {
        id: (*id).into(),
        name: raised(id),
        kind: kind.clone(),
        required: false,
    };
    Label {
        id: id.into(),
        name: raised(id),
        key: Some(key),
        color: Color([0, 0x72, 0xB2]),
        description: String::new(),
        faded: false,
        attributes: attributes.iter().map(attribute).collect(),
    }
}

/// A kind of relation called as its id, with the first letter raised.
pub fn relation_kind(id: &str, from: &[&str], to: &[&str]) -> RelationKind {
    let names = |ids: &[&str]| ids.iter().map(|id| (*id).into()).collect();
    RelationKind { id: id.into(), name: raised(id), from: names(from), to: names(to) }
}

fn raised(id: &str) -> String {
    id[..1].to_uppercase() + &id[1..]
}

/// An article of nothing but text.
pub fn article(text: &str) -> Article {
    Article::new(text, Metadata::default(), Source::default())
}

/// An article with a title and an outlet.
pub fn titled(title: &str, outlet: &str, text: &str) -> Article {
    let metadata = Metadata { title: title.into(), outlet: outlet.into(), ..Metadata::default() };
    Article::new(text, metadata, Source::default())
}

/// A project that holds these articles in one batch.
pub fn project(articles: impl IntoIterator<Item = Article>) -> Project {
    let mut project = Project::new("Harbour".to_owned(), scheme());
    project.add_batch(&BatchId("first".into()), articles);
    project
}

/// An annotation without attributes.
pub fn annotation(id: u64, label: &str, range: Range<usize>) -> Annotation {
    Annotation {
        id: AnnotationId(id),
        span: Span::new(range.start, range.end).unwrap(),
        label: label.into(),
        attributes: Attributes::default(),
        note: "".into(),
        provenance: Provenance::Hand,
        created: Timestamp(0),
        displaced: None,
    }
}

/// A suggestion of the page's structure, without attributes.
pub fn suggestion(label: &str, range: Range<usize>) -> Suggestion {
    Suggestion {
        span: Span::new(range.start, range.end).unwrap(),
        label: label.into(),
        attributes: Attributes::default(),
        rule: "page structure".into(),
        score: 0.93,
        reason: "a list of links beside the article".into(),
    }
}

/// The edit that adds an annotation.
pub fn adding(article: ArticleId, annotation: Annotation) -> Edit {
    Edit::Annotation { article, before: None, after: Some(Box::new(annotation)) }
}

/// A text with what was drawn in it.
pub struct Drawn {
    pub text: String,
    pub caret: usize,
    pub anchor: Option<usize>,
    pub annotations: Vec<(char, Range<usize>)>,
    pub focus: Option<usize>,
    pub suggestions: Vec<(char, Range<usize>)>,
    pub focused_suggestion: Option<usize>,
}

impl Drawn {
    /// The article with the suggestions drawn in it.
    pub fn article(&self) -> Article {
        let suggested = |(key, range): &(char, Range<usize>)| suggestion(&label_of_key(*key), range.clone());
        article(&self.text).suggesting(self.suggestions.iter().map(suggested))
    }
}

fn label_of_key(key: char) -> Name {
    scheme().label_of_key(key).unwrap().id.clone()
}

/// Takes the signs out of a drawn text.
pub fn undraw(drawn: &str) -> Drawn {
    let mut found = Drawn {
        text: String::new(),
        caret: 0,
        anchor: None,
        annotations: Vec::new(),
        focus: None,
        suggestions: Vec::new(),
        focused_suggestion: None,
    };
    let (mut open, mut suggested) = (Vec::new(), Vec::new());
    let mut chars = drawn.chars();
    while let Some(c) = chars.next() {
        let here = found.text.len();
        match c {
            '│' => found.caret = here,
            '┆' => found.anchor = Some(here),
            '⟦' => {
                open.push(found.annotations.len());
                found.annotations.push((chars.next().unwrap(), here..here));
                if chars.next() == Some('*') {
                    found.focus = Some(found.annotations.len() - 1);
                    assert_eq!(chars.next(), Some(':'));
                }
            }
            '⟨' => {
                suggested.push(found.suggestions.len());
                found.suggestions.push((chars.next().unwrap(), here..here));
                if chars.next() == Some('*') {
                    found.focused_suggestion = Some(found.suggestions.len() - 1);
                    assert_eq!(chars.next(), Some(':'));
                }
            }
            '⟩' => found.suggestions[suggested.pop().unwrap()].1.end = here,
            '⟧' => found.annotations[open.pop().unwrap()].1.end = here,
            c => found.text.push(c),
        }
    }
    assert!(open.is_empty() && suggested.is_empty(), "an annotation without an end in {drawn}");
    found
}

/// Draws what stands in the open article; the reverse of [`undraw`] where annotations nest.
pub fn draw(session: &Session) -> String {
    let caret = session.view().caret;
    let mut signs: Vec<(usize, u8, Reverse<u32>, String)> = vec![(caret.head, 1, Reverse(0), "│".to_owned())];
    if !caret.is_empty() {
        signs.push((caret.anchor, 1, Reverse(0), "┆".to_owned()));
    }
    for annotation in session.layer().into_iter().flat_map(|layer| layer.annotations.iter()) {
        let key = session.project().scheme.label(&annotation.label).and_then(|label| label.key).unwrap();
        let focus = if session.view().annotation() == Some(annotation.id) { "*" } else { "" };
        let span = annotation.span;
        signs.push((span.start as usize, 2, Reverse(span.end), format!("⟦{key}{focus}:")));
        signs.push((span.end as usize, 0, Reverse(span.start), "⟧".to_owned()));
    }
    for suggestion in session.suggestions().iter() {
        let key = session.project().scheme.label(&suggestion.label).and_then(|label| label.key).unwrap();
        let focus = if session.view().suggestion().is_some_and(|focused| suggestion.is(focused)) { "*" } else { "" };
        let span = suggestion.span;
        signs.push((span.start as usize, 2, Reverse(span.end), format!("⟨{key}{focus}:")));
        signs.push((span.end as usize, 0, Reverse(span.start), "⟩".to_owned()));
    }
    signs.sort();
    let mut drawn = String::new();
    let mut at = 0;
    for (offset, _, _, sign) in signs {
        drawn += &session.text()[at..offset];
        drawn += &sign;
        at = offset;
    }
    drawn + &session.text()[at..]
}

/// A session with its journal and the project as it was when the work began.
pub struct Desk {
    pub session: Session,
    pub journal: Arc<MemoryJournal>,
    pub initial: Project,
}

impl Deref for Desk {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl DerefMut for Desk {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

impl Desk {
    /// Begins work of amy on a project.
    pub fn new(project: Project) -> Self {
        let journal = Arc::new(MemoryJournal::default());
        let (clock, ids) = (Box::new(TickingClock::default()), Box::new(CountedIds::default()));
        let session = Session::new(project.clone(), amy(), journal.clone(), clock, ids);
        Self { session, journal, initial: project }
    }

    /// Begins work on one drawn article, whose annotations have the ids 1, 2, … in the order of their beginnings.
    pub fn drawn(drawn: &str) -> Self {
        let drawn = undraw(drawn);
        let focused = drawn.focused_suggestion.and_then(|at| drawn.suggestions.get(at));
        let focused = focused.map(|(key, range)| suggestion(&label_of_key(*key), range.clone()).key());
        let mut project = project([drawn.article()]);
        let id = ArticleId::of(&drawn.text);
        for (number, (key, range)) in (1..).zip(drawn.annotations) {
            adding(id, annotation(number, &label_of_key(key), range)).apply(&mut project, &amy()).unwrap();
        }
        let mut desk = Self::new(project);
        desk.done(&Command::Open(id));
        if let Some(key) = focused {
            desk.done(&Command::FocusSuggestion(key));
            return desk;
        }
        match drawn.focus {
            Some(focus) => desk.done(&Command::Focus(Some(AnnotationId(focus as u64 + 1)))),
            None => desk.done(&Command::Select { anchor: drawn.anchor.unwrap_or(drawn.caret), head: drawn.caret }),
        }
        desk
    }

    /// Does a command that must be possible and leaves words for people if any.
    pub fn done(&mut self, command: &Command) {
        assert!(self.session.is_available(command), "{command:?}: {:?}", self.session.run(command));
        assert_eq!(self.session.run(command), Outcome::Done, "{command:?}");
        self.session.notice().into_iter().for_each(check_words);
    }

    /// Tries a command that must not be possible; returns why.
    pub fn refused(&mut self, command: &Command) -> String {
        let (before, view, entries) = (self.session.project().clone(), self.session.view().clone(), self.journal.log().len());
        let Outcome::NotDone(reason) = self.session.run(command) else { panic!("{command:?} was done") };
        assert_eq!(self.session.notice(), Some(reason.as_str()));
        assert_eq!((self.session.project(), self.session.view(), self.journal.log().len()), (&before, &view, entries));
        check_words(&reason);
        reason
    }

    /// Tags with a label.
    pub fn tag(&mut self, label: &str) {
        self.done(&Command::Tag(label.into()));
    }

    /// The words of each annotation of the open article, behind its label's key, in reading order.
    pub fn tags(&self) -> Vec<String> {
        let text = self.session.text();
        let line = |a: &Annotation| format!("{} {}", &a.label[..1], a.span.of(text).unwrap());
        self.session.layer().into_iter().flat_map(|layer| layer.annotations.iter().map(line)).collect()
    }

    /// The one annotation of that id.
    pub fn the(&self, id: u64) -> &Annotation {
        self.session.annotation(AnnotationId(id)).unwrap()
    }

    /// Undoes everything and sees that the project is as it was; repeats everything and sees that it is as it became.
    pub fn check_history(&mut self) {
        let end = self.session.project().clone();
        let mut steps = 0;
        while self.session.undo_target().is_some() {
            self.done(&Command::Undo);
            steps += 1;
        }
        assert!(*self.session.project() == self.all_undone(), "all undone: {:?}", self.session.project().layers);
        (0..steps).for_each(|_| self.done(&Command::Redo));
        assert!(*self.session.project() == end, "all repeated: {:?}", self.session.project().layers);
        self.check_replay();
    }

    /// Replays the journal on the project as it was, and sees that it gives the live one.
    pub fn check_replay(&self) {
        let mut replayed = self.with_batches(&self.initial);
        self.journal.log().iter().for_each(|transaction| transaction.apply(&mut replayed).unwrap());
        assert!(replayed == *self.session.project(), "replayed: {:?}", replayed.layers);
    }

    /// The project as it was; what was imported since is stored, but taken out.
    fn all_undone(&self) -> Project {
        let mut project = self.with_batches(&self.initial);
        let known = self.initial.batches().len();
        for batch in self.session.project().batches().iter().skip(known) {
            let of = Withdrawn::Batch(batch.id.clone());
            Edit::Withdrawal { of, before: false, after: true }.apply(&mut project, &amy()).unwrap();
        }
        project
    }

    /// A project with the articles that arrived since: they come from files of their own, not from the journal.
    fn with_batches(&self, project: &Project) -> Project {
        let mut filled = project.clone();
        for batch in self.session.project().batches() {
            let articles = batch.articles.iter().filter_map(|id| self.session.project().article(*id)).cloned();
            filled.add_batch(&batch.id, articles);
        }
        filled
    }
}

/// Draws a desk, does commands, and sees what is drawn then; and that it can all be taken back and repeated.
pub fn check(before: &str, commands: &[Command], after: &str) {
    let mut desk = Desk::drawn(before);
    commands.iter().for_each(|command| desk.done(command));
    assert_eq!(draw(&desk), after);
    desk.check_history();
}

/// Draws a desk and sees that a command cannot be done, and is said not to be, for this reason.
pub fn check_refused(before: &str, command: &Command, reason: &str) {
    let mut desk = Desk::drawn(before);
    assert!(!desk.session.is_available(command), "{command:?} is offered");
    assert_eq!(desk.refused(command), reason);
}

/// Sees that a notice is in words for people.
pub fn check_words(words: &str) {
    let first = words.chars().next().expect("it says something");
    assert!(first.is_uppercase() || first == '“', "a sentence begins with a capital: {words}");
    for jargon in ["Some(", "None", "Err(", "{", "}", "invalid", "illegal", "null", "::", "  "] {
        assert!(!words.contains(jargon), "{jargon} in {words}");
    }
}

/// Goes on by a second each time it is asked.
#[derive(Default)]
pub struct TickingClock(AtomicI64);

impl Clock for TickingClock {
    fn now(&self) -> Timestamp {
        Timestamp(1_700_000_000_000 + self.0.fetch_add(1000, Ordering::Relaxed))
    }
}

/// 1001, 1002, 1003 …
#[derive(Default)]
pub struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn next(&self) -> u64 {
        1001 + self.0.fetch_add(1, Ordering::Relaxed)
    }
}

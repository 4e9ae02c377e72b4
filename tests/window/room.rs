//! A window to be driven: keys as “Ctrl+Shift+Right”, clicks by accessible name, and what is on screen as words.

use crate::support::folders::{Folder, amy};
use crate::support::sessions::{adding, annotation, draw, project, undraw};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use pressmark::model::{Article, ArticleId, ArticleLayer, Project};
use pressmark::session::Session;
use pressmark::store::settings::Settings;
use pressmark::ui::keymap::Chord;
use pressmark::ui::{App, Beginning, Clipboard, FilePicker, Picking, Wanted};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

type Shown = Rc<RefCell<Option<App>>>;

/// What the system's file dialog does, one answer a dialog; without one it is not there.
#[derive(Clone, Default)]
pub struct Script(Rc<RefCell<VecDeque<Answer>>>);

/// One answer of a file dialog.
pub enum Answer {
    /// These paths are chosen.
    Paths(Vec<PathBuf>),
    /// It stays open.
    Waits,
    /// It is closed without a choice, after a person had time to see it.
    Nothing,
}

impl FilePicker for Script {
    fn pick(&self, _: Wanted, _: &str, ctx: &egui::Context) -> Picking {
        let (sender, answer) = mpsc::channel();
        match self.0.borrow_mut().pop_front() {
            Some(Answer::Paths(paths)) => sender.send(paths).unwrap(),
            Some(Answer::Waits) => std::mem::forget(sender),
            Some(Answer::Nothing) => {
                let ctx = ctx.clone();
                std::thread::spawn(move || {
                    std::thread::sleep(Duration::from_millis(1100));
                    drop(sender);
                    ctx.request_repaint();
                });
            }
            None => {}
        }
        Picking::new(answer)
    }
}

/// The HTML that the clipboard holds.
#[derive(Clone, Default)]
struct Clip(Arc<Mutex<Option<String>>>);

impl Clipboard for Clip {
    fn html(&self) -> Option<String> {
        self.0.lock().unwrap().clone()
    }
}

/// A window, and a place of its own on the disk.
pub struct Room {
    pub harness: Harness<'static, Shown>,
    script: Script,
    clip: Clip,
    settings_file: PathBuf,
}

impl Room {
    /// Opens a window with these settings, on a project if one is given.
    pub fn with(settings: Settings, settings_file: &Path, project: Option<&Path>) -> Self {
        let shown = Shown::default();
        let (script, clip) = (Script::default(), Clip::default());
        let beginning = Beginning {
            settings,
            settings_file: Some(settings_file.to_owned()),
            fault: None,
            project: project.map(Path::to_owned),
            picker: Box::new(script.clone()),
            clipboard: Arc::new(clip.clone()),
        };
        let made = Rc::clone(&shown);
        let harness = Harness::builder()
            .with_size(egui::vec2(1280.0, 800.0))
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(30)
            .allow_missing_glyphs()
            .with_context_setup(move |ctx| *made.borrow_mut() = Some(App::new(ctx, beginning)))
            .build_ui_state(|ui, shown: &mut Shown| shown.borrow_mut().as_mut().expect("the window").frame(ui), shown);
        Self { harness, script, clip, settings_file: settings_file.to_owned() }
    }

    /// Opens the start screen, as amy; everything it writes goes below `home`.
    pub fn start(home: &Path) -> Self {
        Self::with(settings(), &home.join("settings.ron"), None)
    }

    /// Opens a project as amy and waits until it can be worked on.
    pub fn open(folder: &Path) -> Self {
        let mut room = Self::with(settings(), &folder.with_extension("settings.ron"), Some(folder));
        room.until("the project is open", |room| room.is_open());
        room
    }

    /// The settings as they stand on disk.
    pub fn written_settings(&self) -> Settings {
        let (settings, fault) = Settings::load(&self.settings_file);
        assert_eq!(fault, None);
        settings
    }

    /// What the file dialogs to come will answer.
    pub fn will_answer(&self, answer: Answer) {
        self.script.0.borrow_mut().push_back(answer);
    }

    /// Copies a page elsewhere, as a browser does, and pastes it here.
    pub fn paste(&mut self, words: &str, html: Option<&str>) {
        *self.clip.0.lock().unwrap() = html.map(str::to_owned);
        self.harness.input_mut().events.push(Event::Paste(words.to_owned()));
        self.harness.step();
        self.settle();
    }

    /// Looks at the open project.
    pub fn session<T>(&self, look: impl FnOnce(&Session) -> T) -> T {
        let shown = self.harness.state().borrow();
        look(shown.as_ref().expect("the window").session().expect("a project is open"))
    }

    /// Whether a project is open and may be changed.
    pub fn is_open(&self) -> bool {
        let shown = self.harness.state().borrow();
        shown.as_ref().expect("the window").session().is_some_and(|session| session.read_only().is_none())
    }

    /// Whether no project is open.
    pub fn is_at_start(&self) -> bool {
        self.harness.state().borrow().as_ref().expect("the window").session().is_none()
    }

    /// Goes on until nothing is to be painted anew; every widget on screen must have a name then.
    pub fn settle(&mut self) {
        self.harness.run_ok();
    }

    /// Goes on frame by frame until this is so.
    #[track_caller]
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        loop {
            self.harness.step();
            if is_so(self) {
                return self.settle();
            }
            assert!(began.elapsed() < PATIENCE, "never: {what}. On screen:\n{}", self.words());
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits until every change is on the disk.
    #[track_caller]
    pub fn saved(&mut self) {
        self.until("it is saved", |room| room.says("saved "));
    }

    /// Presses keys, one chord after another: “Ctrl+Right Shift+End Q”.
    pub fn keys(&mut self, chords: &str) {
        for chord in chords.split_whitespace() {
            let (key, modifiers) = parse(chord);
            self.press(key, modifiers);
        }
    }

    /// One key as a window system tells it: pressed, the letter it makes, let go.
    pub fn press(&mut self, key: Key, modifiers: Modifiers) {
        let event = |pressed| Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers };
        let input = self.harness.input_mut();
        input.events.push(Event::ModifiersChanged(modifiers));
        input.events.push(event(true));
        let letter = written(key, modifiers);
        input.events.extend(letter.map(Event::Text));
        input.events.extend([event(false), Event::ModifiersChanged(Modifiers::NONE)]);
        self.harness.step();
        self.settle();
    }

    /// Types words into whatever has the keyboard.
    pub fn type_words(&mut self, words: &str) {
        for c in words.chars() {
            let key = Key::from_name(&c.to_uppercase().to_string()).filter(|_| c.is_ascii_alphanumeric());
            let input = self.harness.input_mut();
            let modifiers = if c.is_uppercase() { Modifiers::SHIFT } else { Modifiers::NONE };
            input.events.push(Event::ModifiersChanged(modifiers));
            input.events.extend(key.map(|key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }));
            input.events.push(Event::Text(c.to_string()));
            self.harness.step();
        }
        self.harness.input_mut().events.push(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    /// Puts words into the field of this name, in the place of what stands there.
    pub fn fill(&mut self, name: &str, words: &str) {
        self.field(name).focus();
        self.settle();
        assert!(self.field(name).is_focused(), "the field {name} has the keyboard");
        self.keys("Ctrl+A");
        self.harness.input_mut().events.push(if words.is_empty() {
            let key = Key::Backspace;
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
        } else {
            Event::Text(words.to_owned())
        });
        self.harness.step();
        self.settle();
    }

    /// The field of this name.
    pub fn field<'a>(&'a self, name: &'a str) -> Node<'a> {
        let is_field = |node: &Node<'_>| matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput);
        // A page over the window comes last.
        let found = self.harness.get_all_by_label(name).rfind(is_field);
        found.unwrap_or_else(|| panic!("no field {name}. On screen:\n{}", self.words()))
    }

    /// Clicks what has this name.
    #[track_caller]
    pub fn click(&mut self, name: &str) {
        let acts =
            |node: &Node<'_>| !matches!(node.accesskit_node().role(), Role::Label | Role::TextRun | Role::GenericContainer);
        let found = self.harness.query_all_by_label(name).find(acts);
        found.unwrap_or_else(|| panic!("nothing called {name}. On screen:\n{}", self.words())).click();
        self.harness.step();
        self.settle();
    }

    /// Gives the keyboard to the button of this name.
    #[track_caller]
    pub fn focus(&mut self, name: &str) {
        let is_button = |node: &Node<'_>| node.accesskit_node().role() == Role::Button;
        let found = self.harness.query_all_by_label(name).find(is_button);
        found.unwrap_or_else(|| panic!("no button {name}. On screen:\n{}", self.words())).focus();
        self.harness.step();
        self.settle();
    }

    /// Whether a node of this name is there to be clicked.
    pub fn offers(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).any(|node| !node.accesskit_node().is_disabled())
    }

    /// Presses the button at a place of the window, moves on, lets go at the last place.
    pub fn drag(&mut self, places: &[Pos2], modifiers: Modifiers) {
        let (first, last) = (places[0], places[places.len() - 1]);
        let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
        let mut events = vec![Event::PointerMoved(first), button(first, true)];
        events.extend(places.iter().skip(1).map(|place| Event::PointerMoved(*place)));
        events.push(button(last, false));
        self.harness.input_mut().events.push(Event::ModifiersChanged(modifiers));
        for event in events {
            self.harness.input_mut().events.push(event);
            self.harness.step();
        }
        self.harness.input_mut().events.push(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    /// Clicks a place so many times, as fast as a double click is.
    pub fn clicks(&mut self, place: Pos2, count: usize) {
        // Clicks before are forgotten.
        (0..60).for_each(|_| self.harness.step());
        for _ in 0..count {
            let button = |pressed| Event::PointerButton {
                pos: place,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            };
            for event in [Event::PointerMoved(place), button(true), button(false)] {
                self.harness.input_mut().events.push(event);
                self.harness.step();
            }
        }
        self.settle();
    }

    /// Where the character at a byte offset of the article stands on screen: the middle of its left edge.
    #[track_caller]
    pub fn place_of(&self, offset: usize) -> Pos2 {
        let text = self.session(|session| session.text().to_owned());
        let mut from = 0;
        for node in self.harness.get_all_by_role(Role::TextRun) {
            let run = node.accesskit_node();
            let data = run.data();
            let (Some(value), Some(places)) = (data.value(), data.character_positions()) else { continue };
            let Some(at) = text[from..].find(value).map(|at| at + from) else { continue };
            let (end, bounds) = (at + value.len(), node.rect());
            if (at..end).contains(&offset) {
                let before: usize = data
                    .character_lengths()
                    .iter()
                    .scan(at, |sum, length| {
                        let here = *sum;
                        *sum += usize::from(*length);
                        Some(here)
                    })
                    .take_while(|here| *here < offset)
                    .count();
                return Pos2::new(bounds.left() + places[before], bounds.center().y);
            }
            from = end;
        }
        panic!("byte {offset} is not on screen:\n{}", self.words());
    }

    /// Everything on screen as words, a line each.
    pub fn words(&self) -> String {
        let nodes = self.harness.root().children_recursive();
        let lines = nodes.filter_map(|node| {
            let node = node.accesskit_node();
            let (label, value) = (node.label().unwrap_or_default(), node.value().unwrap_or_default());
            let words = format!("{label} {value}").trim().to_owned();
            (!words.is_empty()).then_some(words)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether these words are on screen.
    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Sees that these words are on screen.
    #[track_caller]
    pub fn must_say(&self, words: &str) {
        assert!(self.says(words), "“{words}” is not on screen:\n{}", self.words());
    }

    /// The open article with caret and annotations drawn in it.
    pub fn drawn(&self) -> String {
        self.session(draw)
    }

    /// Amy's work on the open article.
    pub fn layer<T>(&self, look: impl FnOnce(&ArticleLayer) -> T) -> T {
        self.session(|session| look(session.layer().expect("something is tagged")))
    }

    /// Leaves the program as the window system makes it.
    pub fn quit(&mut self) {
        let mut shown = self.harness.state().borrow_mut();
        eframe::App::on_exit(shown.as_mut().expect("the window"), None);
    }

    /// Closes the project as a person does.
    pub fn close(&mut self) {
        let folder = self.written_settings().recent.first().cloned().expect("a recent project");
        self.keys("Ctrl+W");
        assert!(self.is_at_start(), "the project is closed:\n{}", self.words());
        self.until("it is put away", |_| !folder.join("journal/amy.lock").exists());
    }
}

/// A project folder with a window on it.
pub struct Desk {
    pub room: Room,
    pub folder: Folder,
}

impl Desk {
    /// A window on a new folder with these articles.
    pub fn of(articles: impl IntoIterator<Item = Article>) -> Self {
        Self::on(&project(articles))
    }

    /// A window on a new folder with this project.
    pub fn on(project: &Project) -> Self {
        let folder = Folder::of(project);
        let room = Room::open(&folder.dir);
        Self { room, folder }
    }

    /// A window on one drawn article, tagged by amy as it is drawn, the caret where it is drawn.
    pub fn tagged(drawn: &str) -> Self {
        let drawn = undraw(drawn);
        let mut project = project([drawn.article()]);
        let id = ArticleId::of(&drawn.text);
        for (number, (key, range)) in (1..).zip(&drawn.annotations) {
            let label = project.scheme.label_of_key(*key).unwrap().id.clone();
            adding(id, annotation(number, &label, range.clone())).apply(&mut project, &amy()).unwrap();
        }
        let mut desk = Self::on(&project);
        desk.room.put_caret(drawn.caret, drawn.caret);
        desk
    }

    /// A window on one drawn article, the caret where it is drawn and what is drawn selected.
    pub fn drawn(drawn: &str) -> Self {
        let drawn = undraw(drawn);
        assert!(drawn.annotations.is_empty(), "tags are made by keys");
        let mut desk = Self::of([drawn.article()]);
        desk.room.put_caret(drawn.anchor.unwrap_or(drawn.caret), drawn.caret);
        desk
    }
}

impl Room {
    /// Puts the caret by the keyboard.
    pub fn put_caret(&mut self, anchor: usize, head: usize) {
        self.keys("Ctrl+Home");
        self.walk_to(anchor, "Right");
        let way = if head < anchor { "Shift+Left" } else { "Shift+Right" };
        self.walk_to(head, way);
    }

    fn walk_to(&mut self, offset: usize, key: &str) {
        let at = |room: &Self| room.session(|session| session.view().caret.head);
        let mut before = usize::MAX;
        while at(self) != offset && at(self) != before {
            before = at(self);
            self.keys(key);
        }
        assert_eq!(at(self), offset, "the caret goes by characters");
    }
}

/// Draws an article, presses keys, and sees what is drawn then.
#[track_caller]
pub fn check(before: &str, keys: &str, after: &str) {
    let mut desk = Desk::drawn(before);
    desk.room.keys(keys);
    assert_eq!(desk.room.drawn(), after, "{before} and {keys}");
}

/// What amy has set.
pub fn settings() -> Settings {
    Settings { annotator: amy().to_string(), less_motion: true, ..Settings::default() }
}

fn parse(chord: &str) -> (Key, Modifiers) {
    assert!(Chord::parse(chord).is_some(), "{chord} is no key");
    let mut modifiers = Modifiers::NONE;
    let mut key = None;
    for part in chord.split('+') {
        match part {
            "Ctrl" => modifiers |= Modifiers::CTRL | Modifiers::COMMAND,
            "Shift" => modifiers |= Modifiers::SHIFT,
            "Alt" => modifiers |= Modifiers::ALT,
            name => key = Key::from_name(name),
        }
    }
    (key.unwrap(), modifiers)
}

/// What a key writes into a field.
fn written(key: Key, modifiers: Modifiers) -> Option<String> {
    if modifiers.ctrl || modifiers.alt {
        return None;
    }
    let name = key.name();
    match key {
        Key::Space => Some(" ".to_owned()),
        _ if name.chars().count() > 1 => None,
        _ if modifiers.shift => Some(name.to_owned()),
        _ => Some(name.to_lowercase()),
    }
}

impl Desk {
    /// Puts caret and selection where they are drawn in the same text.
    #[track_caller]
    pub fn at(&mut self, drawn: &str) -> &mut Room {
        let drawn = undraw(drawn);
        assert_eq!(self.room.session(|session| session.text().to_owned()), drawn.text);
        self.room.put_caret(drawn.anchor.unwrap_or(drawn.caret), drawn.caret);
        &mut self.room
    }

    /// Sees what keys do to a caret.
    #[track_caller]
    pub fn moves(&mut self, before: &str, keys: &str, after: &str) {
        self.at(before).keys(keys);
        assert_eq!(self.room.drawn(), after, "{before} and {keys}");
    }
}

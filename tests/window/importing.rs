//! The page of an import: what is found, ticked, filtered, read otherwise; and what is there after it.

use crate::files::{total, write};
use crate::room::{Answer, Desk};
use egui_kittest::kittest::Queryable as _;
use pressmark::model::ArticleId;
use std::path::PathBuf;

const TEXT: &str = "│Ruiz said it twice. Nobody left the harbour.";
const BINARY: &[u8] = &[0, 159, 146, 150, 0, 1, 2, 3, 255, 0, 0, 7];

impl Desk {
    /// A window with the page of an import of these files.
    fn importing(files: &[(&str, &[u8])]) -> Self {
        let mut desk = Self::drawn(TEXT);
        let paths: Vec<PathBuf> = files.iter().map(|(name, bytes)| write(&desk, name, bytes)).collect();
        desk.room.drop_files(&paths);
        desk.room.until("it is read", |room| room.says("What was found"));
        desk
    }

    fn has(&self, text: &str) -> bool {
        let id = ArticleId::of(text);
        self.room.session(|session| session.list().ids().contains(&id))
    }

    /// Waits until so many articles are there beside the one that was.
    fn imports(&mut self, articles: usize) {
        self.room.until("they are imported", |room| total(room) == 1 + articles);
    }
}

#[test]
fn what_is_ticked_is_imported_and_nothing_else() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane."), ("b.txt", b"Two cranes."), ("c.txt", b"Three cranes.")]);
    desk.room.must_say("3 of 3 articles ticked, from 3 files");
    desk.room.click("Take Two cranes., New");
    desk.room.must_say("2 of 3 articles ticked");
    desk.room.click("Import 2 articles");
    desk.imports(2);
    assert!(desk.has("One crane.") && desk.has("Three cranes.") && !desk.has("Two cranes."));
    let names: Vec<_> = std::fs::read_dir(desk.folder.file("articles")).unwrap().flatten().map(|f| f.path()).collect();
    let written = names.iter().map(|name| std::fs::read_to_string(name).unwrap()).collect::<String>();
    assert!(written.contains("Three cranes.") && !written.contains("Two cranes."), "{written}");
    desk.room.keys("Ctrl+Z");
    assert_eq!(total(&desk.room), 1);
}

#[test]
fn the_keyboard_alone_chooses_and_imports() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane."), ("b.txt", b"Two cranes."), ("bad.bin", BINARY)]);
    // There is a problem, so the list has the keyboard, on the problem.
    desk.room.must_say("Not imported: it is");
    desk.room.keys("Space Down Space");
    desk.room.must_say("1 of 2 articles ticked");
    desk.room.keys("Enter");
    desk.imports(1);
    assert!(desk.has("Two cranes."));
}

#[test]
fn leaving_the_page_leaves_nothing() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane.")]);
    desk.room.keys("Escape");
    assert!(!desk.room.says("What was found"));
    assert_eq!(total(&desk.room), 1);
    desk.room.must_say("Nobody left the harbour.");
    assert_eq!(std::fs::read_dir(desk.folder.file("articles")).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_read_comes_first_and_is_in_a_report_that_can_be_saved() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane."), ("bad.bin", BINARY), ("same.txt", b"One crane.")]);
    let words = desk.room.words();
    let (bad, good) = (words.find("Take One crane.").unwrap(), words.find("bad.bin, It is").unwrap());
    assert!(good < bad, "{words}");
    desk.room.must_say("Same as a.txt");
    desk.room.must_say("Twice in this import, 1");
    desk.room.click("Import 1 article");
    desk.imports(1);
    desk.room.must_say("1 part was not imported.");
    desk.room.click("Show the report");
    desk.room.must_say("Imported 1 article");
    desk.room.must_say("1 could not be imported. The rest is in the project.");
    for (name, refused) in [("report.txt", "not imported"), ("report.json", "\"not_imported\":1")] {
        let place = desk.folder.dir.with_file_name(name);
        desk.room.will_answer(Answer::Paths(vec![place.clone()]));
        desk.room.click("Save the report…");
        desk.room.until("it is written", |_| place.is_file());
        let written = std::fs::read_to_string(place).unwrap();
        assert!(written.contains("bad.bin") && written.contains("same.txt") && written.contains(refused), "{written}");
        desk.room.keys("Ctrl+K");
        desk.room.type_words("last import");
        desk.room.keys("Enter");
    }
}

#[test]
fn everything_there_already_is_said_and_nothing_can_be_imported() {
    let mut desk = Desk::importing(&[("a.txt", b"Ruiz said it twice. Nobody left the harbour.")]);
    desk.room.must_say("Everything here is in the project already.");
    assert!(!desk.room.offers("Import"));
    desk.room.keys("Ctrl+Enter");
    desk.room.must_say("Everything here is in the project already.");
    desk.room.click("Close the import");
    assert_eq!(total(&desk.room), 1);
}

#[test]
fn an_article_that_was_taken_out_comes_back() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane.")]);
    desk.room.keys("Enter");
    desk.imports(1);
    desk.room.keys("N Ctrl+K");
    desk.room.type_words("remove the article");
    desk.room.keys("Enter");
    assert_eq!(total(&desk.room), 1);
    let again = desk.folder.dir.with_file_name("a.txt");
    desk.room.drop_files(&[again]);
    desk.room.until("it is read", |room| room.says("Comes back"));
    desk.room.keys("Enter");
    desk.imports(1);
}

#[test]
fn the_list_is_filtered_and_ticks_follow_what_is_listed() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane."), ("b.txt", b"Two cranes."), ("c.txt", b"Nobody.")]);
    desk.room.fill("Filter what was found", "cranes");
    assert!(!desk.room.says("Take Nobody."));
    desk.room.click("None");
    desk.room.must_say("2 of 3 articles ticked");
    desk.room.fill("Filter what was found", "");
    desk.room.click("All");
    desk.room.must_say("3 of 3 articles ticked");
    desk.room.click("New, 3");
    desk.room.must_say("Take Nobody.");
}

#[test]
fn files_dropped_on_the_page_are_read_beside_the_others_and_ticks_stay() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane."), ("b.txt", b"Two cranes.")]);
    desk.room.click("Take One crane., New");
    let more = write(&desk, "c.txt", b"Three cranes.");
    desk.room.drop_files(&[more]);
    desk.room.until("it is there too", |room| room.says("2 of 3 articles ticked"));
}

#[test]
fn a_file_can_be_read_as_something_else() {
    let mut desk = Desk::importing(&[("a.txt", b"<p>One crane.</p>")]);
    desk.room.click("Read as");
    desk.room.click("Plain text");
    desk.room.until("it is read again", |room| room.offers("Import 1 article"));
    desk.room.keys("Ctrl+Enter");
    desk.room.until("it is imported", |room| total(room) == 2);
    assert!(desk.has("<p>One crane.</p>"));
}

#[test]
fn a_table_opens_to_its_rows_and_its_columns_can_be_chosen_otherwise() {
    let table = "headline,body,lead\nStrike,One crane stands still.,Two cranes.\nCalm,Three cranes rest.,Four cranes.\n";
    let mut desk = Desk::importing(&[("table.csv", table.as_bytes()), ("a.txt", b"One crane.")]);
    desk.room.must_say("table.csv, CSV table · 2 parts, 2 new");
    desk.room.click("Open table.csv");
    desk.room.must_say("Strike, New");
    desk.room.click("Strike, New");
    desk.room.must_say("One crane stands still.");
    desk.room.click("Text");
    desk.room.click("lead");
    desk.room.until("it is read again", |room| room.says("Two cranes."));
    desk.room.click("Take Calm, New");
    desk.room.keys("Ctrl+Enter");
    desk.imports(2);
    assert!(desk.has("Two cranes.") && desk.has("One crane.") && !desk.has("Four cranes."));
}

#[test]
fn near_duplicates_are_named_and_only_what_is_new_can_be_ticked() {
    let story: String = (0..60).map(|at| format!("Crane number {at} stood still all night. ")).collect();
    let other = format!("{story}Nobody else came.");
    let mut desk = Desk::importing(&[("a.txt", story.as_bytes()), ("b.txt", other.as_bytes()), ("c.txt", b"One crane.")]);
    desk.room.must_say("Near duplicate, 9");
    desk.room.must_say(" %");
    desk.room.must_say("3 of 3 articles ticked");
    desk.room.click("Only new");
    desk.room.must_say("2 of 3 articles ticked");
    desk.room.click("Near duplicates, taken too, 1");
    desk.room.must_say("Near duplicate of “Crane number 0");
    desk.room.must_say(" % of the text is the same, boilerplate apart.");
}

const STRIKE: &str = "headline,body,lead\nStrike,One crane stands still.,Two cranes rest.\n";

#[test]
fn what_is_chosen_stays_chosen_when_its_file_is_read_otherwise() {
    let plain: &[u8] = b"headline,body\nCalm,Nobody came to the port.\n";
    let mut desk = Desk::importing(&[("a.csv", STRIKE.as_bytes()), ("b.csv", plain), ("c.txt", b"Four cranes.")]);
    desk.room.click("Calm, New");
    let before = order(&desk, &["Take Strike", "Take Calm", "Take Four cranes."]);
    // It cannot be read so, and problems come first where a list is made.
    desk.room.click("Read as");
    desk.room.click("JSON");
    desk.room.until("it is read again", |room| room.says("Cannot be imported, 1"));
    desk.room.must_say("b.csv. Read as JSON");
    assert!(desk.room.harness.get_all_by_label("Read as").any(|node| node.is_focused()), "the field has the keyboard still");
    assert_eq!(before, [0, 1, 2]);
    let now = order(&desk, &["Take Strike", "b.csv, It is no", "Take Four cranes."]);
    assert_eq!(now, [0, 1, 2], "{}", desk.room.words());
}

/// In which order these stand on screen.
fn order(desk: &Desk, names: &[&str]) -> Vec<usize> {
    let words = desk.room.words();
    let mut places: Vec<(usize, usize)> = names.iter().map(|name| words.find(name).unwrap_or(usize::MAX)).zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn the_only_row_of_a_table_tells_its_file() {
    let mut desk = Desk::importing(&[("a.csv", STRIKE.as_bytes()), ("b.txt", b"Four cranes.")]);
    desk.room.must_say("a.csv");
    desk.room.fill("Filter what was found", "a.csv");
    desk.room.must_say("Strike, New");
}

#[test]
fn a_newer_copy_says_so_in_the_list() {
    let page = |words: &str| {
        let head = "<head><link rel='canonical' href='https://meridian.example/cranes'><title>Cranes</title></head>";
        format!("<html>{head}<body><article><p>{words}</p></article></body></html>").into_bytes()
    };
    let (one, two) = (page("One crane stood still."), page("Nothing of that was so, says the port in the end."));
    let mut desk = Desk::importing(&[("a.html", &one), ("b.html", &two)]);
    desk.room.must_say("Newer copy");
    desk.room.click("Newer copies, 1");
    desk.room.must_say("A newer copy of “Cranes”");
}

#[test]
fn from_the_filter_keys_lead_into_the_list_and_escape_empties_it_first() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane."), ("b.txt", b"Two cranes."), ("c.txt", b"Nobody.")]);
    desk.room.click("Nobody., New");
    desk.room.fill("Filter what was found", "o");
    desk.room.must_say("c.txt. Read as");
    desk.room.keys("Down");
    assert!(!desk.room.field("Filter what was found").is_focused());
    desk.room.keys("Space");
    desk.room.must_say("2 of 3 articles ticked");
    desk.room.fill("Filter what was found", "crane");
    desk.room.keys("Escape");
    assert!(desk.room.field("Filter what was found").is_focused(), "the filter is empty, and has the keyboard still");
    desk.room.must_say("Nobody., New");
    desk.room.keys("Escape");
    assert!(!desk.room.field("Filter what was found").is_focused());
    desk.room.must_say("What was found");
    desk.room.keys("Escape");
    assert!(!desk.room.says("What was found"), "a third one leaves the page");
}

#[test]
fn from_the_list_escape_empties_the_filter_first_and_a_clicked_tick_leaves_the_keyboard_to_the_list() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane."), ("b.txt", b"Two cranes."), ("c.txt", b"Nobody.")]);
    desk.room.fill("Filter what was found", "crane");
    desk.room.keys("Down Escape");
    desk.room.must_say("Nobody., New");
    desk.room.click("Tick all that is listed");
    desk.room.must_say("0 of 3 articles ticked");
    desk.room.keys("Space");
    desk.room.must_say("1 of 3 articles ticked");
    desk.room.keys("Escape");
    assert!(!desk.room.says("What was found"));
}

#[test]
fn what_is_odd_about_a_file_is_told_beside_it() {
    let mut desk = Desk::importing(&[("q.csv", b"title,text\nA,One crane.\nB,\"Two cranes.\nC,Three.\n")]);
    desk.room.must_say("a quotation mark in row 3 is never closed");
    desk.room.click("A, New");
    desk.room.keys("Up");
    desk.room.must_say("Open it with the right arrow key to see its articles.");
    desk.room.must_say("a quotation mark in row 3 is never closed");
}

#[test]
fn what_waits_for_the_import_is_grey_and_says_why() {
    let mut desk = Desk::importing(&[("a.txt", b"One crane.")]);
    desk.room.click("Annotate");
    assert!(!desk.room.offers("Tag as quote"));
    desk.room.keys("Escape");
    desk.room.paste("Two cranes.", None);
    desk.room.must_say("Nothing was pasted. Finish or close the import first");
    desk.room.keys("Ctrl+K");
    desk.room.type_words("harbour");
    desk.room.must_say("Finish or close the import first");
    desk.room.keys("Escape");
    desk.room.must_say("What was found");
}

#[test]
fn in_a_narrow_window_text_and_columns_take_turns() {
    let mut desk = Desk::importing(&[("a.csv", STRIKE.as_bytes())]);
    for _ in 0..4 {
        desk.room.keys("Ctrl+Plus");
    }
    desk.room.must_say("One crane stands still.");
    assert!(!desk.room.says("Keep them beside the project"));
    desk.room.click("Counts and columns");
    desk.room.must_say("Keep them beside the project");
    assert!(!desk.room.says("Not said"));
    desk.room.click("Text");
    desk.room.must_say("One crane stands still.");
}

#[test]
fn the_report_lists_every_file_to_the_last() {
    let names: Vec<(String, String)> = (0..60).map(|at| (format!("{at:02}.txt"), format!("Crane {at}."))).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let mut desk = Desk::importing(&files);
    desk.room.keys("Ctrl+Enter");
    desk.imports(60);
    desk.room.keys("Ctrl+K");
    desk.room.type_words("last import");
    desk.room.keys("Enter");
    desk.room.must_say("00.txt, 1 article");
    desk.room.keys("End");
    desk.room.must_say("59.txt, 1 article");
    let place = |name: &str| desk.room.harness.get_by_label(name).rect();
    let (last, close) = (place("59.txt, 1 article"), place("Save the report…"));
    assert!(close.top() - last.bottom() < 24.0, "the list ends where the buttons begin");
}

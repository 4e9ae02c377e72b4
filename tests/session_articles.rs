//! Going from article to article, their states and metadata, importing and removing them.

mod support;

use pressmark::model::*;
use pressmark::session::{Caret, Command, Sort};
use support::edit_laws::applied;
use support::sessions::*;

const TITLES: [(&str, &str); 4] =
    [("Cranes stand still", "Meridian"), ("about the strike", "Coastline"), ("", "Meridian"), ("Boats wait", "Hafenblatt")];

/// Four articles, the third without a title, nothing open.
fn desk() -> Desk {
    let articles = TITLES.iter().enumerate();
    Desk::new(project(articles.map(|(at, (title, outlet))| titled(title, outlet, &format!("Draft {at}\nOf nothing.")))))
}

fn at(desk: &Desk, place: usize) -> ArticleId {
    desk.list().ids()[place]
}

fn titles(desk: &Desk) -> Vec<&str> {
    desk.list().ids().iter().map(|id| desk.project().title(desk.annotator(), *id)).collect()
}

fn open_title(desk: &Desk) -> &str {
    desk.view().article.map_or("", |id| desk.project().title(desk.annotator(), id))
}

#[test]
fn articles_are_gone_through_in_the_order_of_the_list() {
    let mut desk = desk();
    assert_eq!(titles(&desk), ["Cranes stand still", "about the strike", "Draft 2", "Boats wait"]);
    desk.done(&Command::NextArticle);
    assert_eq!(open_title(&desk), "Cranes stand still");
    assert_eq!(desk.refused(&Command::PreviousArticle), "This is the first article of the list");
    (0..3).for_each(|_| desk.done(&Command::NextArticle));
    assert_eq!(open_title(&desk), "Boats wait");
    assert_eq!(desk.refused(&Command::NextArticle), "This is the last article of the list");
    desk.done(&Command::PreviousArticle);
    assert_eq!(open_title(&desk), "Draft 2");
}

#[test]
fn the_list_is_sorted_both_ways_and_those_alike_keep_their_order() {
    let mut desk = desk();
    let mut sorted = |sort, reversed| {
        desk.arrange(|list| (list.sort, list.reversed) = (sort, reversed));
        titles(&desk).iter().map(|title| title.chars().next().unwrap()).collect::<String>()
    };
    assert_eq!(sorted(Sort::Import, false), "CaDB");
    assert_eq!(sorted(Sort::Import, true), "BDaC");
    assert_eq!(sorted(Sort::Title, false), "aBCD");
    assert_eq!(sorted(Sort::Title, true), "DCBa");
    assert_eq!(sorted(Sort::Outlet, false), "aBCD");
    assert_eq!(sorted(Sort::State, true), "CaDB");
    assert_eq!(sorted(Sort::Annotations, false), "CaDB");
    assert_eq!(sorted(Sort::Published, true), "CaDB");
}

#[test]
fn articles_without_a_date_stand_last_either_way() {
    let mut desk = desk();
    for (place, date) in [(0, "2025-07-03"), (2, "2025-07-01")] {
        desk.done(&Command::Open(at(&desk, place)));
        desk.done(&Command::SetMetadata { field: MetadataField::Published, value: Some(date.into()) });
    }
    for (reversed, expected) in [(false, ["Draft 2", "Cranes stand still"]), (true, ["Cranes stand still", "Draft 2"])] {
        desk.arrange(|list| (list.sort, list.reversed) = (Sort::Published, reversed));
        assert_eq!(titles(&desk)[..2], expected);
    }
}

#[test]
fn the_list_is_filtered_by_words_and_state() {
    let mut desk = desk();
    desk.arrange(|list| list.filter = " MERIDIAN still ".into());
    assert_eq!(titles(&desk), ["Cranes stand still"]);
    assert!(desk.list().is_filtered());
    assert_eq!(desk.list().total(), 4);
    desk.arrange(|list| list.filter = "zeppelin".into());
    assert_eq!(desk.refused(&Command::NextArticle), "This is the last article of the list");
    desk.arrange(|list| (list.filter, list.state) = (String::new(), Some(ArticleState::Done)));
    assert!(titles(&desk).is_empty());
}

#[test]
fn the_filter_finds_what_was_corrected() {
    let mut desk = desk();
    desk.done(&Command::NextArticle);
    desk.arrange(|list| list.filter = "zeppelin".into());
    assert!(titles(&desk).is_empty());
    desk.done(&Command::SetMetadata { field: MetadataField::Title, value: Some("A Zeppelin over the quay".into()) });
    desk.arrange(|list| list.filter = "zeppelin quay".into());
    assert_eq!(titles(&desk), ["A Zeppelin over the quay"]);
}

#[test]
fn the_list_keeps_still_while_somebody_works_in_it() {
    let mut desk = desk();
    desk.arrange(|list| list.state = Some(ArticleState::ToDo));
    desk.done(&Command::NextArticle);
    desk.done(&Command::DoneAndNext);
    assert_eq!((open_title(&desk), desk.list().ids().len(), desk.list().done()), ("about the strike", 4, 1));
}

#[test]
fn an_article_opens_where_the_caret_was_left() {
    let mut desk = desk();
    desk.done(&Command::NextArticle);
    desk.done(&Command::Select { anchor: 2, head: 7 });
    desk.session.take_reveal();
    desk.done(&Command::NextArticle);
    assert_eq!((desk.view().caret, desk.view().focus.clone()), (Caret::at(0), None));
    desk.done(&Command::PreviousArticle);
    assert_eq!(desk.view().caret, Caret::at(7));
}

#[test]
fn what_was_to_be_brought_into_sight_is_forgotten_with_its_article() {
    let mut desk = desk();
    desk.done(&Command::NextArticle);
    desk.done(&Command::Select { anchor: 7, head: 7 });
    desk.done(&Command::NextArticle);
    assert_eq!(desk.session.take_reveal(), None);
}

#[test]
fn done_goes_to_the_next_that_is_not_and_round_again() {
    let mut desk = desk();
    let third = at(&desk, 2);
    desk.done(&Command::Open(third));
    desk.done(&Command::SetState(ArticleState::Done));
    desk.done(&Command::Open(at(&desk, 1)));
    desk.done(&Command::DoneAndNext);
    assert_eq!(open_title(&desk), "Boats wait");
    desk.done(&Command::DoneAndNext);
    assert_eq!(open_title(&desk), "Cranes stand still");
    desk.done(&Command::DoneAndNext);
    assert_eq!((open_title(&desk), desk.list().done()), ("Cranes stand still", 4));
    assert_eq!(desk.notice(), Some("Done. Every article of the list is done"));
    assert_eq!(desk.refused(&Command::SetState(ArticleState::Done)), "The article has that state already");
    desk.done(&Command::Undo);
    assert_eq!((desk.list().done(), desk.state(third)), (3, ArticleState::Done));
    desk.check_history();
}

#[test]
fn undo_goes_back_to_where_the_change_was() {
    let mut desk = desk();
    desk.done(&Command::NextArticle);
    desk.done(&Command::Select { anchor: 0, head: 5 });
    desk.tag("boilerplate");
    desk.done(&Command::NextArticle);
    desk.session.take_reveal();
    desk.done(&Command::Undo);
    assert_eq!(open_title(&desk), "Cranes stand still");
    assert_eq!((desk.session.take_reveal(), desk.notice()), (Some(0), Some("Undo: Tag boilerplate")));
    desk.done(&Command::NextArticle);
    desk.done(&Command::Redo);
    assert_eq!((draw(&desk).as_str(), desk.notice()), ("│⟦b*:Draft⟧ 0\nOf nothing.", Some("Redo: Tag boilerplate")));
}

#[test]
fn metadata_is_corrected_and_goes_back_to_what_the_source_said() {
    let mut desk = desk();
    desk.done(&Command::NextArticle);
    let set = |words: Option<&str>| Command::SetMetadata { field: MetadataField::Title, value: words.map(str::to_owned) };
    let corrections = |desk: &Desk| desk.layer().map_or(0, |layer| layer.corrections.len());
    desk.done(&set(Some(" Cranes move ")));
    assert_eq!((open_title(&desk), corrections(&desk)), ("Cranes move", 1));
    desk.done(&set(Some("Cranes stand still")));
    assert_eq!(corrections(&desk), 0);
    desk.done(&set(Some("")));
    assert_eq!((open_title(&desk), corrections(&desk)), ("Draft 0", 1));
    desk.done(&set(None));
    assert_eq!(open_title(&desk), "Cranes stand still");
    let entries = desk.journal.log().len();
    desk.done(&set(None));
    assert_eq!(desk.journal.log().len(), entries);
    desk.check_history();
}

#[test]
fn another_s_correction_is_shown_but_one_s_own_counts() {
    let id = ArticleId::of("Text");
    let mut project = project([titled("Cranes", "", "Text")]);
    for (field, words) in [(MetadataField::Title, "Kräne"), (MetadataField::Outlet, "Meridian")] {
        let edit = Edit::Metadata { article: id, field, before: None, after: Some(words.into()) };
        edit.apply(&mut project, &ben()).unwrap();
    }
    let mut desk = Desk::new(project);
    desk.done(&Command::Open(id));
    let field = |desk: &Desk, field| desk.project().field(&amy(), id, field).to_owned();
    assert_eq!([MetadataField::Title, MetadataField::Outlet].map(|name| field(&desk, name)), ["Cranes", "Meridian"]);
    let others: Vec<_> = desk.project().other_corrections(desk.annotator(), id, MetadataField::Title).collect();
    assert_eq!(others, [(&ben(), "Kräne")]);
    desk.done(&Command::SetMetadata { field: MetadataField::Outlet, value: Some("Coastline".into()) });
    assert_eq!(field(&desk, MetadataField::Outlet), "Coastline");
}

#[test]
fn a_removed_article_makes_room_for_the_next_and_undo_puts_it_back() {
    let mut desk = desk();
    desk.done(&Command::NextArticle);
    let id = at(&desk, 0);
    desk.done(&Command::RemoveArticle);
    assert_eq!((open_title(&desk), desk.list().total()), ("about the strike", 3));
    assert_eq!(desk.refused(&Command::Open(id)), "That article is not in this project");
    desk.done(&Command::Undo);
    assert_eq!((open_title(&desk), desk.list().total()), ("Cranes stand still", 4));
    desk.done(&Command::Redo);
    assert_eq!((open_title(&desk), desk.list().total()), ("about the strike", 3));
    (0..3).for_each(|_| desk.done(&Command::RemoveArticle));
    assert_eq!((desk.view().article, desk.list().total()), (None, 0));
    desk.check_history();
}

#[test]
fn repeating_a_removal_elsewhere_stays_where_one_is() {
    let mut desk = desk();
    desk.done(&Command::Open(at(&desk, 3)));
    desk.done(&Command::RemoveArticle);
    assert_eq!(open_title(&desk), "Draft 2");
    desk.done(&Command::Undo);
    desk.done(&Command::Open(at(&desk, 0)));
    desk.done(&Command::Redo);
    assert_eq!(open_title(&desk), "Cranes stand still");
}

#[test]
fn an_import_is_one_step_that_can_be_undone_and_repeated() {
    let mut desk = desk();
    let batch = BatchId("second".into());
    let new = [article("New one"), article("New two"), article("Draft 0\nOf nothing.")];
    assert_eq!(desk.session.import_batch(&batch, new.to_vec()), Ok(2));
    assert_eq!((desk.list().total(), desk.journal.names()), (6, vec!["Import 2 articles".to_owned()]));
    desk.done(&Command::Open(new[1].id));
    desk.done(&Command::SetState(ArticleState::InProgress));
    desk.done(&Command::Undo);
    desk.done(&Command::Undo);
    assert_eq!((desk.list().total(), desk.session.notice()), (4, Some("Undo: Import 2 articles")));
    assert_eq!(open_title(&desk), "Boats wait", "the article is gone, the last one is open");
    assert!(!desk.is_available(&Command::Open(new[1].id)));
    desk.done(&Command::Redo);
    desk.done(&Command::Redo);
    assert_eq!((desk.list().total(), desk.state(new[1].id)), (6, ArticleState::InProgress));
    desk.check_history();
}

#[test]
fn an_import_puts_back_what_had_been_taken_out() {
    let mut desk = desk();
    let id = at(&desk, 0);
    desk.done(&Command::Open(id));
    desk.done(&Command::RemoveArticle);
    let back = Edit::Withdrawal { of: Withdrawn::Article(id), before: true, after: false };
    assert_eq!(desk.session.import(None, vec![back], 1), Ok(1));
    assert_eq!((desk.list().total(), desk.journal.names().pop().unwrap().as_str()), (4, "Import 1 article"));
    desk.done(&Command::Undo);
    assert_eq!(desk.list().total(), 3);
    let entries = desk.journal.log().len();
    assert_eq!(desk.session.import(None, Vec::new(), 0), Ok(0));
    assert_eq!(desk.journal.log().len(), entries, "an import of nothing is no step");
    desk.check_history();
}

#[test]
fn what_comes_from_disk_is_taken_in_without_a_transaction() {
    let mut desk = desk();
    let (first, second) = (at(&desk, 0), at(&desk, 1));
    desk.done(&Command::Open(first));
    let revision = desk.revision();
    desk.session.receive_batch(&BatchId("theirs".into()), vec![article("From ben")]);
    assert_eq!((desk.list().total(), desk.revision()), (5, revision + 1));
    let taken_out = Edit::Withdrawal { of: Withdrawn::Article(first), before: false, after: true };
    let mut theirs = desk.project().clone();
    taken_out.apply(&mut theirs, &ben()).unwrap();
    desk.session.receive_layer(ben(), theirs.layers.get(&ben()).cloned());
    assert_eq!((desk.view().article, desk.list().total()), (Some(second), 4));
    desk.session.receive_layer(ben(), None);
    assert_eq!(desk.list().total(), 5);
    let head = applied(desk.project(), &Edit::Name { before: "Harbour".into(), after: "Port".into() });
    desk.session.receive_head(&head);
    assert_eq!((desk.project().name.as_str(), desk.journal.log().len()), ("Port", 0));
}

//! What a screen reader gets and may ask for.

use super::{super::*, Desk, with_faces};
use egui::{Pos2, RawInput, Rect};

#[test]
fn a_screen_reader_gets_text_caret_and_annotations() {
    let mut desk = Desk::new("The quay was quiet.\nNobody spoke.");
    desk.mark(4, 8);
    desk.selection = 4..8;
    desk.ctx.enable_accesskit();
    desk.frame(vec![]);
    let input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, desk.size)), ..RawInput::default() };
    let Desk { ctx, view, look, text, marks, .. } = &mut desk;
    let mut output = ctx.run_ui(input, |ui| {
        let shown = Shown {
            text,
            text_key: 1,
            title: "Cranes stand still",
            source_line: "",
            marks: &|_| marks.clone(),
            links: &|_| Vec::new(),
            overview: &|_| {},
            revision: 1,
            focused: None,
            caret: 8,
            selection: 4..8,
            find_hits: &[],
            find_current: None,
            boundary_drag_allowed: false,
            has_focus: true,
        };
        view.show(ui, look, &shown);
    });
    output.textures_delta.clear();
    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    let document = nodes.iter().find(|(_, node)| node.role() == egui::accesskit::Role::Document).unwrap();
    assert_eq!(document.1.label(), Some("Cranes stand still"));
    assert!(document.1.description().unwrap().contains("c: quay"));
    let selection = document.1.text_selection().unwrap();
    assert_eq!((selection.anchor.character_index, selection.focus.character_index), (4, 8));
    let runs: Vec<&str> = nodes
        .iter()
        .filter(|(_, node)| node.role() == egui::accesskit::Role::TextRun)
        .filter_map(|(_, node)| node.value())
        .collect();
    assert!(runs.contains(&"The quay was quiet.\n") && runs.contains(&"Nobody spoke."), "{runs:?}");
}

#[test]
fn a_screen_reader_may_select() {
    let mut desk = Desk::new("The quay was quiet.\nNobody spoke.");
    desk.ctx.enable_accesskit();
    desk.frame(vec![]);
    let run =
        |nth: usize, index| egui::accesskit::TextPosition { node: desk.view.runs[nth].id.accesskit_id(), character_index: index };
    let selection = egui::accesskit::TextSelection { anchor: run(0, 4), focus: run(1, 6) };
    let request = egui::accesskit::ActionRequest {
        action: egui::accesskit::Action::SetTextSelection,
        target_tree: egui::accesskit::TreeId::ROOT,
        target_node: desk.view.id().unwrap().accesskit_id(),
        data: Some(egui::accesskit::ActionData::SetTextSelection(selection)),
    };
    let told = desk.frame(vec![egui::Event::AccessKitActionRequest(request)]);
    let expected =
        [TextEvent::Press { offset: 4, clicks: 1, shift: false }, TextEvent::DragTo { offset: 26 }, TextEvent::Release];
    assert_eq!(told, expected);
}

#[test]
fn the_view_passes_the_accessibility_check() {
    let mut view = TextView::new();
    let text: Arc<str> = "The quay was quiet.".into();
    let look = Look::default();
    let builder = egui_kittest::Harness::builder().with_accessibility_check(true);
    let mut harness = builder.with_context_setup(with_faces).build_ui(|ui| {
        let shown = Shown {
            text: &text,
            text_key: 1,
            title: "",
            source_line: "",
            marks: &|_| Vec::new(),
            links: &|_| Vec::new(),
            overview: &|_| {},
            revision: 0,
            focused: None,
            caret: 0,
            selection: 0..0,
            find_hits: &[],
            find_current: None,
            boundary_drag_allowed: false,
            has_focus: false,
        };
        view.show(ui, &look, &shown);
    });
    harness.run();
}

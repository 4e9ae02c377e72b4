//! Commands: what a person can intend. Keys, menus, palette and help all send these.

use super::bulk::Bulk;
use crate::analysis::history::Reversal;
use crate::analysis::problems::Problem;
use crate::model::succession::Carry;
use crate::model::{
    Annotation, AnnotationId, Annotator, ArticleId, ArticleState, CommentId, Label, MetadataField, Name, ProblemKey, RelationId,
    RelationKind, Saved, Status, SuggestionKey, Value,
};
use std::ops::Range;
use std::sync::Arc;

/// An intent. Those without particulars stand in [`super::COMMANDS`]; the others come from labels, fields and the pointer.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Moves the caret; `extend` keeps the anchor.
    Move {
        /// How far.
        motion: Motion,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Puts caret and anchor at byte offsets.
    Select {
        /// Where the selection begins.
        anchor: usize,
        /// Where the caret goes.
        head: usize,
    },
    /// Selects the whole text.
    SelectAll,
    /// Lets go of what is in hand: relation, focus, selection, armed label; one at a time.
    LetGo,
    /// Tags with a label: the selection; or relabels the focused annotation; or accepts the focused suggestion as that; or
    /// tags what stands at the caret.
    Tag(Name),
    /// Makes each drag tag with a label, or no longer.
    Arm(Name),
    /// Tags the selection with the armed label.
    TagArmed,
    /// Gives the focus to an annotation, or takes it away.
    Focus(Option<AnnotationId>),
    /// Gives the focus to a suggestion.
    FocusSuggestion(SuggestionKey),
    /// Makes an annotation of the focused suggestion and goes on to the next.
    Accept,
    /// Puts the focused suggestion away for good and goes on to the next.
    Dismiss,
    /// Makes annotations of all suggestions of the open article.
    AcceptAll,
    /// Puts all suggestions of the open article away for good.
    DismissAll,
    /// Goes to the next annotation or suggestion.
    NextAnnotation,
    /// Goes to the previous annotation or suggestion.
    PreviousAnnotation,
    /// Goes round the annotations and suggestions at the caret, the shortest first.
    CycleHere,
    /// Removes the focused annotation and its relations.
    Delete,
    /// Moves an end of the focused annotation by a step, or accepts the focused suggestion with that end moved.
    Adjust {
        /// Which end.
        side: Side,
        /// How far.
        step: Step,
        /// Towards the end of the text.
        forward: bool,
    },
    /// Moves an end of an annotation to a byte offset.
    SetEnd {
        /// Which annotation.
        id: AnnotationId,
        /// Which end.
        side: Side,
        /// Where to.
        offset: usize,
    },
    /// Accepts a suggestion with an end at a byte offset.
    SetSuggestedEnd {
        /// Which suggestion.
        suggestion: SuggestionKey,
        /// Which end.
        side: Side,
        /// Where to.
        offset: usize,
    },
    /// Sets or, with `None`, clears an attribute.
    SetAttribute {
        /// Of which annotation.
        id: AnnotationId,
        /// Which attribute.
        attribute: Name,
        /// The value.
        value: Option<Value>,
    },
    /// Writes the note of an annotation.
    SetNote {
        /// Which annotation.
        id: AnnotationId,
        /// The words.
        note: String,
    },
    /// Puts a displaced annotation where its words stand now: the nearest place, or the selection if there is one.
    Reanchor(AnnotationId),
    /// Begins a relation at the focused annotation, or finishes the one begun there.
    Relate,
    /// Finishes the relation begun, at this annotation.
    RelateTo {
        /// The other end.
        to: AnnotationId,
        /// The kind; needed where more than one is allowed.
        kind: Option<Name>,
    },
    /// Relates two annotations of the open article.
    Link {
        /// Where the relation begins.
        from: AnnotationId,
        /// Where it leads.
        to: AnnotationId,
        /// Its kind.
        kind: Name,
    },
    /// Removes a relation.
    Unrelate(RelationId),
    /// Tags the hits of a search at once and keeps the rule.
    TagHits(Box<super::Tagging>),
    /// Deletes what a rule has tagged and nobody has worked on since.
    TakeRuleBack(Name),
    /// Opens an article.
    Open(ArticleId),
    /// Opens the next article of the list.
    NextArticle,
    /// Opens the previous article of the list.
    PreviousArticle,
    /// Marks the open article done and opens the next that is not.
    DoneAndNext,
    /// Sets the state of the open article.
    SetState(ArticleState),
    /// Corrects a metadata field of the open article; `None` goes back to what the source said.
    SetMetadata {
        /// Which field.
        field: MetadataField,
        /// The value.
        value: Option<String>,
    },
    /// Says of which older article the open one is a newer copy; `None` that it is of none.
    SetOlderCopy(Option<ArticleId>),
    /// Copies annotations of the older copy to the open article.
    Carry(Vec<Carry>),
    /// Takes the open article out of the project; undo puts it back.
    RemoveArticle,
    /// Opens an article with words of it selected and in sight.
    ShowPlace {
        /// Which article.
        article: ArticleId,
        /// Which bytes.
        range: Range<usize>,
    },
    /// Opens an article with somebody's annotations shown, and gives the focus to one of them.
    ShowAnnotation {
        /// Which article.
        article: ArticleId,
        /// Whose annotation.
        annotator: Annotator,
        /// Which annotation.
        annotation: AnnotationId,
    },
    /// Shows somebody's annotations of the open article; with `None` one's own.
    ShowLayerOf(Option<Annotator>),
    /// Says what is thought of the focused annotation; `Open` takes back what was said.
    Judge(Status),
    /// Makes the focused annotation say what that reviewer proposes.
    TakeCorrection(Annotator),
    /// Writes a comment, changes one, or with no words removes it.
    SetComment {
        /// What it speaks of.
        annotation: AnnotationId,
        /// Which one; `None` for a new one.
        comment: Option<CommentId>,
        /// The words.
        words: String,
    },
    /// Makes the change that mends a problem of an article; in another's annotation it is proposed.
    Fix {
        /// Which article.
        article: ArticleId,
        /// Whose work has the problem.
        annotator: Annotator,
        /// The problem.
        problem: Box<Problem>,
    },
    /// Says why a problem of an article may stay; with `None` it is told of again.
    Waive {
        /// Which article.
        article: ArticleId,
        /// Which problem.
        problem: ProblemKey,
        /// Why.
        reason: Option<String>,
    },
    /// Keeps a search, a rule or a sample under a name; with `None` forgets what is kept there.
    Keep {
        /// The name.
        name: Name,
        /// What is kept.
        saved: Option<Box<Saved>>,
    },
    /// Changes many annotations at once.
    Bulk(Arc<Bulk>),
    /// Takes back the last thing done.
    Undo,
    /// Repeats the last thing taken back.
    Redo,
    /// Leaves a step as it is that can no longer be taken back, so that older ones can.
    SkipUndo,
    /// Takes back a step of the past, and what stands in its way, as one new step.
    Revert(Arc<Reversal>),
    /// Brings back an annotation as it was, also one that is gone.
    Restore {
        /// Where it stood.
        article: ArticleId,
        /// As it was.
        annotation: Arc<Annotation>,
    },
    /// Adds, changes, moves or removes a label.
    ChangeLabel {
        /// As it was, with its place.
        before: Option<(usize, Label)>,
        /// As it shall be, with its place.
        after: Option<(usize, Label)>,
    },
    /// Adds, changes, moves or removes a kind of relation.
    ChangeRelation {
        /// As it was, with its place.
        before: Option<(usize, RelationKind)>,
        /// As it shall be, with its place.
        after: Option<(usize, RelationKind)>,
    },
    /// Renames the project.
    Rename(String),
    /// Writes the guidelines.
    SetGuidelines(String),
    /// For the window to do.
    Window(WindowCommand),
}

/// How far the caret moves. Lines and pages are the window's to know: see [`WindowCommand`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Motion {
    CharacterLeft,
    CharacterRight,
    WordLeft,
    WordRight,
    SentenceLeft,
    SentenceRight,
    ParagraphUp,
    ParagraphDown,
    TextStart,
    TextEnd,
}

/// An end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Side {
    Start,
    End,
}

/// How far an end moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Step {
    Character,
    Word,
}

/// What only a window can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the command list says what each is")]
pub enum WindowCommand {
    NewProject,
    OpenProject,
    OpenSample,
    CloseProject,
    ImportFiles,
    ImportFolder,
    ImportReport,
    PasteArticle,
    ExportJsonl,
    SaveCopy,
    RetrySaving,
    Reload,
    Quit,
    Palette,
    KeySheet,
    Settings,
    EditScheme,
    EditGuidelines,
    RenameProject,
    Problems,
    SearchProject,
    Annotations,
    NewsProblems,
    FixHere,
    Insights,
    History,
    ClosePage,
    NextListed,
    PreviousListed,
    Comment,
    Find,
    FindNext,
    FindPrevious,
    FilterArticles,
    FocusText,
    ChooseOlderCopy,
    CarryOver,
    FirstField,
    Fields,
    ToggleArticles,
    ToggleInspector,
    ToggleSuggestions,
    ToggleRelations,
    RelateTo,
    ThemeLight,
    ThemeDark,
    ThemeSystem,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    TextLarger,
    TextSmaller,
    LinesWider,
    LinesNarrower,
    ToggleFace,
    ToggleSnapToWords,
    Copy,
    LineUp { extend: bool },
    LineDown { extend: bool },
    LineStart { extend: bool },
    LineEnd { extend: bool },
    PageUp { extend: bool },
    PageDown { extend: bool },
}

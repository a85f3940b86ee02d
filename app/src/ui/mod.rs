//! What every page is made of: the shell, form parts, lists and marks.

mod file;
mod form;
mod page_title;
mod parts;
mod select;
mod shell;
mod text_area;

pub use file::FileField;
pub use form::{
    ChoiceField, DateField, ErrorSummary, FieldView, FormField, GroupView, HiddenVersion, TextField,
    TextFieldLong, TickField, dom_id,
};
pub use page_title::page_title;
pub use parts::{
    Actions, Crumb, Empty, Help, KeyValue, Notice, Pager, PostButton, Quoted, SummaryList, TableFrame, Tag,
    TagTone, language_name,
};
pub use select::SelectField;
pub use shell::{AssetNames, NavItem, Page, Person, Ui, page_lang, render, use_lang, use_ui};
pub use text_area::TextArea;

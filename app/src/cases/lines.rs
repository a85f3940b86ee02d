use domain::dates;
use leptos::prelude::*;
use store::cases::CaseLine;

use crate::ui::use_lang;

/// A table of cases. Names of people with a protected identity are not shown in lists.
#[component]
pub fn CaseTable(
    /// What the table shows, said above it.
    #[prop(into)]
    caption: String,
    /// The lines.
    lines: Vec<CaseLine>,
    /// Whether to say who answers for each.
    #[prop(default = true)]
    owners: bool,
) -> impl IntoView {
    let l = use_lang();
    let label = caption.clone();
    view! {
        <div class="table-wrap" role="region" aria-label=label tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead><tr>
                    <th scope="col">{l.t("Ärende", "Case")}</th>
                    <th scope="col">{l.t("Vem eller vad", "Who or what")}</th>
                    <th scope="col">{l.t("Gäller", "About")}</th>
                    <th scope="col" class="num">{l.t("Barn", "Children")}</th>
                    {owners.then(|| view! { <th scope="col">{l.t("Handläggare", "Worker")}</th> })}
                    <th scope="col">{l.t("Senast ändrat", "Last changed")}</th>
                </tr></thead>
                <tbody>
                    {lines.into_iter().map(|line| {
                        let name = if line.protected { l.t("Skyddad", "Protected").to_owned() } else { line.subject_name };
                        let matter: String = if line.protected { "–".to_owned() } else { line.matter.chars().take(90).collect() };
                        let drafts = (line.drafts > 0).then(|| l.t("utkast", "draft"));
                        view! { <tr>
                            <th scope="row"><a href=format!("/arenden/{}", line.id)>{line.number}</a></th>
                            <td>{name}</td>
                            <td>{matter}{drafts.map(|d| view! { " " <span class="tag mid">{d}</span> })}</td>
                            <td class="num">{line.children}</td>
                            {owners.then(|| view! { <td>{line.owner_name}</td> })}
                            <td class="nowrap">{line.updated_at.format("%Y-%m-%d").to_string()}</td>
                        </tr> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// Birth and age of a child in words: `född 9 mars 2017, 9 år`.
pub fn birth_in_words(
    born: Option<chrono::NaiveDate>,
    today: chrono::NaiveDate,
    l: domain::language::Language,
) -> String {
    let Some(born) = born else { return String::new() };
    let day = dates::long(born, l);
    match dates::age_on(born, today) {
        Some(age) => l.t(
            format!("född {day}, {age} år"),
            format!("born {day}, {age} years"),
        ),
        None => l.t(format!("född {day}"), format!("born {day}")),
    }
}

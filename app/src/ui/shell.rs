use std::sync::Arc;

use chrono::NaiveDate;
use domain::language::Language;
use hydration_context::SsrSharedContext;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::nonce::Nonce;
use leptos::prelude::*;

use super::page_title::page_title;

/// The names of the built files, as the manifest lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetNames {
    /// Base name of the scripts: `ogonhojd-<hash>` for `ogonhojd-<hash>.js` and `ogonhojd-<hash>_bg.wasm`. Empty: no scripts are built.
    pub scripts: String,
    /// Address of the style sheet.
    pub css: String,
}

/// The signed-in person, as the page's top shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Role and unit: `Handläggare, Ekonomiskt bistånd Norr`.
    pub role: String,
    /// Seconds until the session ends without a request; pages with text to lose warn before.
    pub idle_seconds: u32,
    /// Whether a record stands open to the person in an emergency.
    pub emergency: bool,
}

/// A link in the main menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Address.
    pub href: &'static str,
    /// Words.
    pub label: &'static str,
    /// Other addresses whose pages belong under it.
    pub also: &'static [&'static str],
}

impl NavItem {
    /// Whether a page belongs under this item.
    fn holds(&self, path: &str) -> bool {
        let under = |root: &str| {
            path.strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if self.href == "/" {
            return path == "/";
        }
        under(self.href) || self.also.iter().any(|root| under(root))
    }
}

/// What every page knows about its reader and its request.
#[derive(Clone, Debug)]
pub struct Ui {
    /// Language.
    pub language: Language,
    /// The request's nonce for scripts.
    pub nonce: String,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Main menu, already reduced to what the person may open.
    pub nav: Vec<NavItem>,
    /// The page's own address without query, for the language switch and the menu.
    pub path: String,
    /// Whether this is the demo municipality.
    pub demo: bool,
    /// Today, in Stockholm.
    pub today: NaiveDate,
    /// Time of day in Stockholm, `09.12`, for print.
    pub time: String,
    /// Built files.
    pub assets: Arc<AssetNames>,
}

/// One page to draw.
pub struct Page<F> {
    /// Title without names of people.
    pub title: String,
    /// Whether something has to be mended; the title says so first.
    pub has_errors: bool,
    /// Whether the page holds an island and needs scripts.
    pub island: bool,
    /// Draws what stands inside `<main>`.
    pub body: F,
}

/// The page's context, from inside a component.
#[must_use]
pub fn use_ui() -> Option<Ui> {
    use_context::<Ui>()
}

/// The page's language, from inside a component.
#[must_use]
pub fn use_lang() -> Language {
    use_context::<Ui>().map_or(Language::Swedish, |ui| ui.language)
}

/// The language attribute of a text in a certain language.
#[must_use]
pub fn page_lang(language: Language) -> &'static str {
    language.code()
}

/// Draws a whole page. Everything is plain data by now, so nothing waits and nothing is streamed.
pub fn render<F, V>(ui: &Ui, page: Page<F>) -> String
where
    F: FnOnce() -> V,
    V: IntoView + 'static,
{
    let l = ui.language;
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(ui.clone());
        provide_context(Nonce::from_value(ui.nonce.clone()));
        let scripts = if page.island && !ui.assets.scripts.is_empty() { scripts(&ui.assets.scripts) } else { String::new() };
        let title = page_title(&page.title, if page.has_errors { l.t("Fel", "Error") } else { "" });
        let body = view! { <Shell ui=ui.clone() body=(page.body)().into_any()/> }.to_html();
        format!(
            "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"format-detection\" content=\"telephone=no\">{title}\
             <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{}\">{scripts}</head><body>{body}</body></html>",
            l.code(),
            ui.assets.css,
        )
    });
    owner.cleanup();
    html
}

fn scripts(name: &str) -> String {
    let options = LeptosOptions::builder()
        .output_name(name.to_owned())
        .site_pkg_dir("pkg")
        .build();
    view! { <HydrationScripts options islands=true/> }.to_html()
}

#[component]
fn Shell(ui: Ui, body: AnyView) -> impl IntoView {
    let l = ui.language;
    let other = l.t(Language::English, Language::Swedish);
    let (other_code, other_name) = (other.code(), l.t("English", "Svenska"));
    let signed_in = ui.person.is_some();
    let path = ui.path.clone();
    view! {
        <a class="skip" href="#main">{l.t("Till innehållet", "To the content")}</a>
        <header>
        {ui.demo.then(|| view! {
            <p class="demo-banner">{l.t(
                "DEMO. Påhittad kommun och påhittade personer. Allt försvinner när programmet stängs.",
                "DEMO. Invented municipality and invented people. Everything goes when the program stops.",
            )}</p>
        })}
        <div class="top">
            <a class="brand" href="/">"Ögonhöjd"</a>
            {signed_in.then(|| view! {
                <nav aria-label=l.t("Huvudmeny", "Main menu")>
                    {ui.nav.iter().map(|item| {
                        let here = item.holds(&path);
                        view! { <a href=item.href aria-current=here.then_some("page")>{item.label}</a> }
                    }).collect_view()}
                </nav>
            })}
            <div class="who">
                {ui.person.clone().map(|p| view! {
                    <a href="/sessioner" class="person"><span>{p.name}</span><span class="role">{p.role}</span></a>
                })}
                <form method="post" action="/sprak" class="inline">
                    <input type="hidden" name="language" value=other_code/>
                    <input type="hidden" name="back" value=path.clone()/>
                    <button class="link" lang=other_code>{other_name}</button>
                </form>
                {signed_in.then(|| view! {
                    <form method="post" action="/logga-ut" class="inline"><button class="link">{l.t("Logga ut", "Sign out")}</button></form>
                })}
            </div>
        </div>
        {ui.person.as_ref().is_some_and(|p| p.emergency).then(|| view! {
            <p class="note urgent">{l.t("Akut åtkomst pågår. ", "Emergency access is open. ")}<a href="/akut">{l.t("Se vad som är öppet och stäng det", "See what is open and close it")}</a></p>
        })}
        {signed_in.then(|| view! {
            <p class="note">{l.t(
                "Arbetsmaterial. Gäller först när det är registrerat i verksamhetssystemet.",
                "Working material. It counts only when it is registered in the case system.",
            )}</p>
        })}
        </header>
        <main id="main" tabindex="-1">{body}</main>
        <footer class="foot">
            <p>{l.t("Ögonhöjd, barnets rättigheter i socialtjänstens beslut.", "Ögonhöjd, the child's rights in the decisions of social services.")}</p>
            <p class="foot-links"><a href="/tillganglighet">{l.t("Tillgänglighet", "Accessibility")}</a></p>
            <p class="print-only">{path.clone()} " · " {domain::dates::long(ui.today, l)} " " {ui.time.clone()}</p>
        </footer>
    }
}

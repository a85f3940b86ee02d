//! Small bridges to the browser.

use leptos::web_sys::{Request, RequestInit, Response, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What a request came back with.
pub(super) struct Answer {
    /// HTTP status; 0 where nothing came back.
    pub status: u16,
    /// Body as text.
    pub text: String,
}

/// Sends a request to this site and waits for the whole answer.
pub(super) async fn send(
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: Option<&JsValue>,
) -> Answer {
    try_send(method, address, headers, body).await.unwrap_or(Answer {
        status: 0,
        text: String::new(),
    })
}

async fn try_send(
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: Option<&JsValue>,
) -> Result<Answer, JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        init.set_body(body);
    }
    let request = Request::new_with_str_and_init(address, &init)?;
    for (name, value) in headers {
        request.headers().set(name, value)?;
    }
    let window = window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request))
        .await?
        .dyn_into()?;
    let status = response.status();
    let text = JsFuture::from(response.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    Ok(Answer { status, text })
}

/// Calls `work` once after some milliseconds.
pub(super) fn later(milliseconds: i32, work: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let callback = Closure::once_into_js(work);
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), milliseconds);
    }
}

/// Listens for as long as the page lives.
pub(super) fn listen(
    target: &leptos::web_sys::EventTarget,
    event: &str,
    work: impl FnMut(leptos::web_sys::Event) + 'static,
) {
    let callback = Closure::<dyn FnMut(leptos::web_sys::Event)>::new(work);
    let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
    callback.forget();
}

//! The built site in memory: scripts, wasm and style with their content's hash in the name, compressed beforehand.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::ui::AssetNames;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::error::AppError;
use crate::state::AppState;

/// A file of the site.
#[derive(Clone, Debug)]
struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    content_type: &'static str,
}

/// The site. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The names that pages refer to.
    pub names: Arc<AssetNames>,
    files: Arc<HashMap<String, Asset>>,
}

impl Assets {
    /// Reads the folder that `make site` builds.
    ///
    /// # Errors
    /// One line that names the file and says what to do.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let manifest = folder.join("manifest.txt");
        let listed = fs::read_to_string(&manifest).map_err(|e| {
            format!(
                "cannot read the site's {}: {e}; build it with make site or set OGONHOJD_ASSETS",
                manifest.display()
            )
        })?;
        let mut files = HashMap::new();
        collect(&folder.join("pkg"), "", &mut files)?;
        let listed_as = |kind: &str| {
            let line = listed
                .lines()
                .find_map(|line| line.strip_prefix(kind)?.strip_prefix(' '));
            match line {
                Some(name) if files.contains_key(name) => Ok(name.to_owned()),
                Some(name) => Err(format!(
                    "the site in {} lacks {name}; build it again with make site",
                    folder.display()
                )),
                None => Err(format!(
                    "{} does not list the site's {kind}; build it again with make site",
                    manifest.display()
                )),
            }
        };
        let (script, wasm, css) = (listed_as("js")?, listed_as("wasm")?, listed_as("css")?);
        let scripts = script.strip_suffix(".js").unwrap_or(&script).to_owned();
        if wasm != format!("{scripts}_bg.wasm") {
            return Err(format!(
                "{script} and {wasm} do not belong together; build the site again with make site"
            ));
        }
        let names = AssetNames {
            scripts,
            css: format!("/pkg/{css}"),
        };
        Ok(Self {
            names: Arc::new(names),
            files: Arc::new(files),
        })
    }

    /// How many files there are, compressed ones not counted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files.len()
    }
}

/// Where the site lies when nobody says so: beside the executable, or beside its folder as in a target folder.
#[must_use]
pub fn usual_folder() -> PathBuf {
    let Some(beside) = std::env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(Path::to_path_buf))
    else {
        return PathBuf::from("site");
    };
    let above = beside.parent().map(|p| p.join("site"));
    match above {
        Some(above) if !beside.join("site").exists() && above.exists() => above,
        _ => beside.join("site"),
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut HashMap<String, Asset>) -> Result<(), String> {
    let unreadable = |e: std::io::Error| {
        format!(
            "cannot read the site's folder {}: {e}; build it with make site",
            folder.display()
        )
    };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if let Some(content_type) = content_type(&name) {
            let beside = |suffix: &str| {
                fs::read(format!("{}{suffix}", path.display()))
                    .ok()
                    .map(Bytes::from)
            };
            let plain = Bytes::from(fs::read(&path).map_err(unreadable)?);
            files.insert(
                name,
                Asset {
                    plain,
                    brotli: beside(".br"),
                    gzip: beside(".gz"),
                    content_type,
                },
            );
        }
    }
    Ok(())
}

/// The type of a file that a browser may load; `None` for compressed neighbours and everything unknown.
fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// The site's files under `/pkg/`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/pkg/{*name}", get(serve))
}

async fn serve(
    State(state): State<AppState>,
    UrlPath(name): UrlPath<String>,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = state.assets.files.get(&name) else {
        return AppError::NotFound.into_response();
    };
    // The name holds the content's hash, so it is a good tag of the content.
    let tag = format!("\"{}\"", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let unchanged =
        known.is_some_and(|known| known.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
    let (encoding, body) = choose(asset, &headers);
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body.into_response()
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    if let Some(encoding) = encoding.filter(|_| !unchanged) {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn choose(asset: &Asset, headers: &HeaderMap) -> (Option<&'static str>, Bytes) {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    match (&asset.brotli, &asset.gzip) {
        (Some(bytes), _) if accepts(accepted, "br") => (Some("br"), bytes.clone()),
        (_, Some(bytes)) if accepts(accepted, "gzip") => (Some("gzip"), bytes.clone()),
        _ => (None, asset.plain.clone()),
    }
}

/// Whether an `Accept-Encoding` names the encoding without refusing it by a weight of zero.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = pieces.any(|p| p.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0));
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_with_weight_zero_is_refused() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("gzip;q=0.000", "gzip"));
        assert!(accepts("gzip;q=0.5", "gzip"));
        assert!(!accepts("", "br"));
    }

    #[test]
    fn a_site_without_its_files_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Assets::read(folder.path()).unwrap_err().contains("make site"));
        fs::create_dir(folder.path().join("pkg")).unwrap();
        fs::write(
            folder.path().join("manifest.txt"),
            "js a-1.js\nwasm a-1_bg.wasm\ncss a-1.css\n",
        )
        .unwrap();
        assert!(Assets::read(folder.path()).unwrap_err().contains("lacks a-1.js"));
        for name in ["a-1.js", "a-1_bg.wasm", "a-1.css", "a-1.css.br"] {
            fs::write(folder.path().join("pkg").join(name), name).unwrap();
        }
        let site = Assets::read(folder.path()).unwrap();
        assert_eq!(
            (site.names.scripts.as_str(), site.names.css.as_str(), site.count()),
            ("a-1", "/pkg/a-1.css", 3)
        );
    }
}

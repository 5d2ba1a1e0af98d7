//! The site as an application that a device can keep: a web manifest. There is no service worker.

use crate::path::Address;
use crate::site::Site;
use crate::skin::strings;
use serde::Serialize;

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    lang: &'a str,
    dir: &'static str,
    start_url: String,
    scope: &'static str,
    display: &'static str,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    r#type: &'static str,
    sizes: String,
}

pub(super) fn manifest(site: &Site) -> Vec<u8> {
    let config = &site.config;
    let icon = site.site_view().icon;
    let manifest = Manifest {
        name: &config.title,
        description: &config.description,
        lang: &config.language,
        dir: strings::direction(&config.language),
        start_url: format!("./{}", Address::home().href(config.urls)),
        scope: "./",
        display: "browser",
        icons: vec![Icon { src: icon.path, r#type: icon.r#type, sizes: icon.sizes }],
    };
    serde_json::to_vec_pretty(&manifest).expect("texts are always JSON")
}

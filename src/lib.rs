//! guildbook compiles a community's Markdown into a website.
#![forbid(unsafe_code)]

pub mod archetype;
pub mod audience;
pub mod cli;
pub mod community;
pub mod compile;
pub mod config;
pub mod derive;
pub mod diagnostic;
pub mod document;
pub mod exports;
pub mod kind;
pub mod path;
pub mod quote;
pub mod read;
pub mod render;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod skin;
pub mod slug;
pub mod source;
pub mod url;
pub mod write;
pub mod yaml;

//! Preview while writing: the site is compiled in memory, served from there, and open pages follow what is saved.

pub mod http;
